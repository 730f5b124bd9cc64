import assert from 'node:assert/strict';
import { test } from 'node:test';
import { all, atLeast, exactly } from '../assert';
import type { DaemonSet, Deployment, EndpointSlice, Job, Node, Pod, StatefulSet } from '../kube';
import { endpointsOf, endpointsReady } from './endpoints';
import { jobCompletes, jobFails, jobLacksImage, jobState } from './jobs';
import { nodeState, nodesReady } from './nodes';
import { daemonSetRolledOut, deploymentRolledOut, statefulSetRolledOut } from './workloads';

const deployment = (status: object, replicas = 3): Deployment =>
  ({
    metadata: { generation: 2 },
    spec: { replicas },
    status: { observedGeneration: 2, ...status },
  }) as unknown as Deployment;

const rollOuts: readonly [name: string, Deployment | undefined, outcome: string | undefined][] = [
  ['all updated and available', deployment({ replicas: 3, updatedReplicas: 3, availableReplicas: 3 }), undefined],
  ['an old one left', deployment({ replicas: 4, updatedReplicas: 3, availableReplicas: 4 }), 'not-rolled-out'],
  ['not all available', deployment({ replicas: 3, updatedReplicas: 3, availableReplicas: 2 }), 'not-rolled-out'],
  ['not all updated', deployment({ replicas: 3, updatedReplicas: 2, availableReplicas: 3 }), 'not-rolled-out'],
  [
    'status of the specification before',
    deployment({ observedGeneration: 1, replicas: 3, updatedReplicas: 3, availableReplicas: 3 }),
    'not-observed',
  ],
  ['no replicas', deployment({}, 0), 'none-found'],
  ['not there', undefined, 'none-found'],
];

for (const [name, given, outcome] of rollOuts) {
  test(`a deployment with ${name} is ${outcome ?? 'rolled out'}`, () => {
    const found = deploymentRolledOut()(given);
    assert.deepEqual([found.state, found.outcome], [outcome ? 'not-yet' : 'met', outcome]);
  });
}

test('a daemonset is rolled out when every node that wants it has it; zero nodes are none', () => {
  const daemonSet = (status: object) =>
    ({ metadata: { generation: 1 }, status: { observedGeneration: 1, ...status } }) as unknown as DaemonSet;
  const full = { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 };
  assert.equal(daemonSetRolledOut()(daemonSet(full)).state, 'met');
  assert.equal(daemonSetRolledOut()(daemonSet({ ...full, numberAvailable: 1 })).state, 'not-yet');
  assert.equal(daemonSetRolledOut()(daemonSet({ desiredNumberScheduled: 0 })).outcome, 'none-found');
});

test('a statefulset is rolled out when every replica is of the newest revision and ready', () => {
  const statefulSet = (status: object) =>
    ({
      metadata: { generation: 1 },
      spec: { replicas: 2 },
      status: { observedGeneration: 1, currentRevision: 'b', updateRevision: 'b', ...status },
    }) as unknown as StatefulSet;
  assert.equal(statefulSetRolledOut()(statefulSet({ readyReplicas: 2 })).state, 'met');
  assert.equal(statefulSetRolledOut()(statefulSet({ readyReplicas: 1 })).state, 'not-yet');
  assert.equal(statefulSetRolledOut()(statefulSet({ readyReplicas: 2, currentRevision: 'a' })).state, 'not-yet');
});

function job(type?: 'Complete' | 'Failed'): Job {
  const conditions = type ? [{ type, status: 'True', reason: 'BackoffLimitExceeded', message: 'too often' }] : [];
  return {
    metadata: { name: 'j', uid: 'j' },
    status: { conditions, succeeded: type === 'Complete' ? 1 : 0 },
  } as unknown as Job;
}

function jobPod(phase: string, exitCode?: number): Pod {
  const state =
    exitCode === undefined
      ? { waiting: { reason: 'ErrImagePull' } }
      : { terminated: { exitCode, reason: exitCode ? 'Error' : 'Completed' } };
  return {
    metadata: { name: 'j-1' },
    spec: { containers: [{ name: 'c' }] },
    status: { phase, containerStatuses: [{ name: 'c', state }] },
  } as unknown as Pod;
}

test('a job completes: with the exit code named, and never once it has failed', () => {
  const complete = jobState('j', job('Complete'), [jobPod('Succeeded', 0)]);
  assert.equal(jobCompletes()(complete).state, 'met');
  assert.equal(jobCompletes({ exitCode: 0 })(complete).state, 'met');
  assert.deepEqual(
    [jobCompletes({ exitCode: 3 })(complete).state, jobCompletes({ exitCode: 3 })(complete).outcome],
    ['impossible', 'exit-code-0'],
  );
  assert.equal(jobCompletes({ exitCode: 0 })(jobState('j', job('Complete'), [])).outcome, 'no-exit-code');
  const failed = jobCompletes()(jobState('j', job('Failed'), [jobPod('Failed', 7)]));
  assert.equal(failed.state, 'impossible');
  assert.match(
    failed.detail,
    /job j is failed \(0\/1\); BackoffLimitExceeded: too often; j-1 Error 0\/1; j-1\/c exit code 7/,
  );
});

test('a job that waits says what for', () => {
  assert.equal(jobCompletes()(jobState('j', undefined, [])).outcome, 'none-found');
  const waiting = jobCompletes()(jobState('j', job(), [jobPod('Pending')]));
  assert.deepEqual([waiting.state, waiting.outcome], ['not-yet', 'ErrImagePull']);
});

test('a job fails: with the exit code named, and never once it is complete', () => {
  const failed = jobState('j', job('Failed'), [jobPod('Failed', 7)]);
  assert.equal(jobFails({ exitCode: 7 })(failed).state, 'met');
  assert.equal(jobFails({ exitCode: 8 })(failed).outcome, 'exit-code-7');
  assert.equal(jobFails()(jobState('j', job('Complete'), [])).state, 'impossible');
});

test('a job lacks its image while a pod of it waits for one, and never once it is complete', () => {
  const waiting = (reason: string) => {
    const pod = jobPod('Pending', 0);
    const status = { phase: 'Pending', containerStatuses: [{ name: 'c', state: { waiting: { reason } } }] };
    return jobState('j', job(), [{ ...pod, status } as unknown as typeof pod]);
  };
  assert.equal(jobLacksImage()(waiting('ImagePullBackOff')).state, 'met');
  assert.equal(jobLacksImage()(waiting('ErrImagePull')).state, 'met');
  assert.equal(jobLacksImage()(waiting('ContainerCreating')).state, 'not-yet');
  assert.equal(jobLacksImage()(jobState('j', job('Complete'), [])).state, 'impossible');
});

test('nodes are Ready as kubectl shows it', () => {
  const node = (name: string, status?: string, unschedulable = false): Node =>
    ({
      metadata: { name },
      spec: { unschedulable },
      status: { conditions: status ? [{ type: 'Ready', status, message: 'PLEG is not healthy' }] : [] },
    }) as unknown as Node;
  const nodes = [node('a', 'True'), node('b', 'False'), node('c', 'Unknown'), node('d', 'True', true), node('e')].map(
    nodeState,
  );
  assert.deepEqual(
    nodes.map(({ status }) => status),
    ['Ready', 'NotReady', 'NotReady', 'Ready,SchedulingDisabled', 'Unknown'],
  );
  assert.match(nodesReady(all())(nodes).detail, /2 of 5 nodes: b NotReady \(PLEG is not healthy\)/);
  assert.equal(nodesReady(exactly(2))(nodes).state, 'met');
  assert.equal(nodesReady(all())([]).state, 'not-yet');
});

test('endpoints are counted once, and ready unless they say that they are not', () => {
  const slice = (...endpoints: object[]) => ({ endpoints }) as unknown as EndpointSlice;
  const a = { addresses: ['10.0.0.1'], nodeName: 'worker01', targetRef: { kind: 'Pod', name: 'web-1' } };
  const b = { addresses: ['10.0.0.2'], conditions: { ready: false } };
  const endpoints = endpointsOf([slice(a, b), slice(a), { endpoints: null } as unknown as EndpointSlice]);
  assert.deepEqual(
    endpoints.map(({ address, ready }) => [address, ready]),
    [
      ['10.0.0.1', true],
      ['10.0.0.2', false],
    ],
  );
  assert.equal(endpointsReady(atLeast(1))({ service: 'web', endpoints }).state, 'met');
  assert.equal(endpointsReady(all(2))({ service: 'web', endpoints }).detail, '1 of 2 endpoints: 10.0.0.2 not ready');
  assert.equal(endpointsReady(all())({ service: 'web', endpoints: [] }).detail, 'there is no endpoint');
});
