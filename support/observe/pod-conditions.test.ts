import assert from 'node:assert/strict';
import { test } from 'node:test';
import { all, atLeast, exactly, none } from '../assert';
import type { Pod } from '../kube';
import { podsAre, podsRunning, podsStayRunning } from './pod-conditions';
import { type PodState, podState } from './pod-state';

interface Given {
  readonly uid?: string;
  readonly restarts?: number;
  readonly id?: string;
  readonly ready?: boolean;
  readonly deleting?: boolean;
  readonly crashing?: boolean;
}

function pod(
  name: string,
  { uid = name, restarts = 0, id = `${name}-${restarts}`, ready = true, deleting, crashing }: Given = {},
): PodState {
  const object: Pod = {
    metadata: { name, namespace: 'default', uid, ...(deleting ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}) },
    spec: { containers: [{ name: 'client' }] },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'client',
          image: '',
          imageID: '',
          ready: ready && !crashing,
          restartCount: restarts,
          containerID: id,
          state: crashing
            ? { waiting: { reason: 'CrashLoopBackOff' } }
            : { running: { startedAt: '2026-01-01T00:00:00Z' } },
          lastState:
            restarts > 0 ? { terminated: { exitCode: 28, reason: 'Error', finishedAt: '2026-01-01T00:00:03Z' } } : {},
        },
      ],
    },
  };
  return podState(object);
}

const three = [pod('a'), pod('b'), pod('c')];
const stays = (now: readonly PodState[], quantifier = all(3), atStart: readonly PodState[] = three) =>
  podsStayRunning(quantifier)(now, atStart);

test('running: so many, all containers running and ready, none being deleted', () => {
  assert.equal(podsRunning(all(3))(three).state, 'met');
  assert.equal(podsRunning(all())([]).state, 'not-yet');
  assert.equal(podsRunning(none)([]).state, 'met');
  const mixed = [pod('a'), pod('b', { crashing: true, restarts: 4 }), pod('c', { ready: false })];
  assert.deepEqual(podsRunning(all(3))(mixed), {
    state: 'not-yet',
    detail:
      '1 of 3 pods: b CrashLoopBackOff 0/1 (4 restarts, last ended with exit code 28, Error, at 2026-01-01T00:00:03Z); c Running 0/1',
    outcome: 'CrashLoopBackOff',
  });
  assert.equal(podsRunning(exactly(1))(mixed).state, 'met');
  assert.equal(podsRunning(all(3))([...three.slice(1), pod('a', { deleting: true })]).outcome, 'Terminating');
});

test('a pod of an old ReplicaSet that is on its way out is a fourth one', () => {
  assert.equal(podsRunning(all(3))([...three, pod('old', { deleting: true })]).state, 'not-yet');
});

test('STATUS words can be claimed', () => {
  const crashing = [pod('a', { crashing: true }), pod('b', { crashing: true }), pod('c')];
  assert.equal(podsAre(exactly(2), 'CrashLoopBackOff')(crashing).state, 'met');
  assert.equal(podsAre(all(), ['CrashLoopBackOff', 'Running'])(crashing).state, 'met');
  assert.equal(podsAre(none, 'CrashLoopBackOff')(crashing).state, 'not-yet');
});

test('nothing changed: they stay', () => assert.equal(stays([pod('a'), pod('b'), pod('c')]).state, 'met'));

test('a restart is caught by its count though the pod is Running again, and names how the run ended', () => {
  const found = stays([pod('a', { restarts: 1 }), pod('b'), pod('c')]);
  assert.equal(found.outcome, 'restarted');
  assert.match(
    found.detail,
    /container client restarted \(0 → 1\), it had ended with exit code 28, Error, at 2026-01-01T00:00:03Z/,
  );
});

test('a restart whose count was lost is caught by the container that is another one', () => {
  assert.equal(stays([pod('a', { id: 'other' }), pod('b'), pod('c')]).outcome, 'restarted');
});

test('a pod replaced by one of the same name is caught by its uid', () => {
  const found = stays([pod('a', { uid: 'new' }), pod('b'), pod('c')]);
  assert.equal(found.state, 'not-yet');
  assert.match(found.detail, /^a gone; .*a Running 1\/1, not there at the start/);
});

test('gone, new, unready and terminating pods end it', () => {
  assert.equal(stays([pod('a'), pod('b')], all()).outcome, 'deleted');
  assert.equal(stays([...three, pod('d')], all()).outcome, 'replaced');
  assert.equal(stays([pod('a', { ready: false }), pod('b'), pod('c')]).outcome, 'NotReady');
  assert.equal(stays([pod('a', { deleting: true }), pod('b'), pod('c')]).outcome, 'Terminating');
  assert.equal(stays([pod('a', { crashing: true }), pod('b'), pod('c')]).outcome, 'CrashLoopBackOff');
});

test('"at least" asks for so many that did not change, whatever the others do', () => {
  const now = [pod('a'), pod('b', { restarts: 1 }), pod('d')];
  assert.equal(stays(now, atLeast(1)).state, 'met');
  assert.equal(stays(now, atLeast(2)).state, 'not-yet');
});
