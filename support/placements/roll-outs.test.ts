import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Inconclusive, Mismatch } from '../errors';
import type { PodPlace } from './cluster-state';
import type { PlacedPod } from './placement';
import { rollOut, rollOutsOf } from './roll-outs';
import type { Round } from './round';
import { SeenPlacements } from './seen-placements';
import type { Workload } from './workload';

const workload = (name: string, replicas = 1): Workload => ({
  uid: name,
  name,
  replicas,
  ref: { apiVersion: 'apps/v1', kind: 'Deployment', name },
});
const pair = [workload('client'), workload('server')];
const words = (round: Round<Workload>) =>
  round.map(({ workload: { name }, aim }) => `${name} ${aim.map((node) => node ?? '-').join('')}`).join(', ');

/** A cluster that follows where it is leant on, and otherwise puts everything on `own`. */
function cluster(workloads: readonly Workload[], own: string, claim: (pods: readonly PlacedPod[]) => Promise<unknown>) {
  const seen = new SeenPlacements({ count: 16, seed: 1 });
  const placer = {
    place: async (round: Round<Workload>) =>
      round.flatMap(({ workload: { uid }, aim }) =>
        aim.map((node, at) => ({ uid: `${uid}-${at}`, workload: uid, node: node ?? own }) as unknown as PodPlace),
      ),
  };
  const judge = { take: async (pods: readonly PlacedPod[]) => void (await claim(pods)) };
  return { parts: { placer, judge, workloads, seen, progress: () => {} }, seen };
}

test('every order, under every lean and under none, each once before any comes again', () => {
  const rounds = rollOutsOf(pair, ['x', 'y'], { count: 20, seed: 5 }).map(words);
  assert.deepEqual(new Set(rounds.slice(0, 10)), new Set(rounds.slice(10)));
  assert.deepEqual(rounds.slice(0, 10).toSorted(), [
    'client -, server -',
    'client x, server x',
    'client x, server y',
    'client y, server x',
    'client y, server y',
    'server -, client -',
    'server x, client x',
    'server x, client y',
    'server y, client x',
    'server y, client y',
  ]);
});

test('the seed decides them; of many as many as wanted are taken, and different ones', () => {
  const many = ['a', 'b', 'c', 'd'].map((name) => workload(name, 2));
  const plan = { count: 16, seed: 5 };
  const rounds = rollOutsOf(many, ['x', 'y'], plan).map(words);
  assert.equal(new Set(rounds).size, 16);
  assert.deepEqual(rollOutsOf(many, ['x', 'y'], plan).map(words), rounds);
  assert.notDeepEqual(rollOutsOf(many, ['x', 'y'], { ...plan, seed: 6 }).map(words), rounds);
});

test('without a node that could be leant to the scheduler is left alone', () => {
  assert.deepEqual(rollOutsOf([workload('web', 2)], [], { count: 2, seed: 1 }).map(words), ['web --', 'web --']);
});

const together = async (pods: readonly PlacedPod[]) => {
  const [first, ...others] = pods.map(({ node }) => node);
  if (others.every((node) => node === first)) return;
  throw new Mismatch({ what: 'the client did not stay Running' }, 'violated');
};

test('an answer that holds only where the pods happen to be together is red', async () => {
  const { parts, seen } = cluster(pair, 'x', together);
  const rounds = rollOutsOf(pair, ['x', 'y'], { count: 16, seed: 1 });
  await assert.rejects(rollOut(rounds, parts), { name: 'Mismatch', message: 'the client did not stay Running' });
  const last = seen.report.seen.at(-1)?.placement ?? '';
  assert.match(last, /^client: 1 on (x; server: 1 on y|y; server: 1 on x)$/);
  assert.ok(seen.report.held < 16);
});

test('one that holds everywhere is green, and the report has what was seen', async () => {
  const { parts, seen } = cluster(pair, 'x', async () => {});
  await rollOut(rollOutsOf(pair, ['x', 'y'], { count: 16, seed: 1 }), parts);
  const { held, wanted, seen: placements } = seen.report;
  assert.deepEqual([held, wanted], [16, 16]);
  assert.deepEqual(
    placements.map(({ placement }) => placement).toSorted(),
    ['x', 'y'].flatMap((c) => ['x', 'y'].map((s) => `client: 1 on ${c}; server: 1 on ${s}`)),
  );
  assert.equal(
    placements.reduce((sum, { times }) => sum + times, 0),
    16,
  );
});

test('fewer roll-outs than wanted decide nothing', async () => {
  let calls = 0;
  const { parts, seen } = cluster(pair, 'x', async () => {
    calls += 1;
    if (calls === 4)
      throw new Inconclusive({ what: 'the controllers did not scale down to 0', last: 'not at 0: client' });
  });
  await assert.rejects(rollOut(rollOutsOf(pair, ['x'], { count: 16, seed: 1 }), parts), (error) => {
    assert.ok(error instanceof Inconclusive);
    assert.match(error.message, /^only 3 of 16 roll-outs could be made: the controllers did not.*\n {2}last: not at 0/);
    return true;
  });
  assert.equal(seen.report.held, 3);
});

test('a claim over what was there before is judged as it is, and never a pass', async () => {
  const holds = cluster([], 'x', async () => {});
  await assert.rejects(rollOut([[]], holds.parts), {
    name: 'Inconclusive',
    message: /no workload that could be rolled/,
  });
  const fails = cluster([], 'x', () => Promise.reject(new Mismatch({ what: 'no pods' }, 'no-pods')));
  await assert.rejects(rollOut([[]], fails.parts), { name: 'Mismatch' });
});
