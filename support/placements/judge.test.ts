import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Observations } from '../assert';
import { Inconclusive, Mismatch } from '../errors';
import { ApiRefused, type Kube, type Pod } from '../kube';
import { type PodState, podState } from '../observe';
import { type Claim, Judge } from './judge';
import { noPods } from './no-pods';

const web = { uid: 'web', name: 'web', replicas: 1, ref: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } };
const db = { ...web, uid: 'db', name: 'db' };
const on = (webNode: string, dbNode: string) => [
  { uid: 'web-1', workload: 'web', node: webNode },
  { uid: 'db-1', workload: 'db', node: dbNode },
];

/** An API server whose kubelets answer unless named, and without any Service. */
function kube(silentNode = ''): Kube {
  const text = async ({ path }: { path: string }) => {
    if (silentNode && path.includes(silentNode)) throw new ApiRefused(path, 503, 'ServiceUnavailable', 'no answer');
    return '{}';
  };
  return { json: async () => ({ metadata: {}, items: [] }), text } as unknown as Kube;
}

function watch(): Observations<readonly PodState[]> {
  const pods = [{ ...podState({ metadata: { uid: 'web-1', name: 'web-1' } } as Pod), node: 'x', restarts: 4 }];
  return { observe: async () => pods, close: () => {} } as unknown as Observations<readonly PodState[]>;
}

function judge(verdict: () => void, silentNode?: string, more: Partial<Claim> = {}) {
  const judged = { count: 0 };
  const claim = {
    watch,
    judge: async () => {
      judged.count += 1;
      verdict();
    },
    ...more,
  };
  const signal = new AbortController().signal;
  const options = { workloads: [web, db], nodes: ['x', 'y'], signal, progress: () => {} };
  return { judge: new Judge(kube(silentNode), claim, options), judged };
}

const fails = () => {
  throw new Mismatch({ what: 'web did not stay Running', last: 'web-1 Error' }, 'violated');
};

test('a placement that shows nothing new is not judged again', async () => {
  const { judge: judging, judged } = judge(() => {});
  await judging.take(on('x', 'x'), 'round 1');
  await judging.take(on('x', 'x'), 'round 2');
  await judging.take(on('x', 'y'), 'round 3');
  assert.equal(judged.count, 2);
  assert.deepEqual(judging.judged, ['db: 1 on x; web: 1 on x', 'db: 1 on y; web: 1 on x']);
});

test('a failure names the placement and how it came about, and gets its word from the pods', async () => {
  const { judge: judging } = judge(fails);
  await assert.rejects(judging.take(on('x', 'y'), 'round 3 of 8'), (error) => {
    assert.ok(error instanceof Mismatch);
    assert.equal(error.outcome, 'restarting');
    assert.equal(
      error.message,
      'in placement 1 (db: 1 on y; web: 1 on x; round 3 of 8): web did not stay Running\n  last: web-1 Error',
    );
    return true;
  });
  assert.deepEqual(judging.judged, []);
});

test('a claim on the cluster as a whole is judged wherever anything is elsewhere, and has words of its own', async () => {
  const claim = { watch: () => noPods, outcome: ({ outcome }: Mismatch) => outcome };
  const { judge: judging, judged } = judge(() => judged.count === 3 && fails(), undefined, claim);
  await judging.take(on('x', 'y'), 'round 1');
  await judging.take(on('x', 'y'), 'round 2');
  await judging.take(on('y', 'x'), 'round 3');
  const failure = judging.take(on('y', 'y'), 'round 4');
  await assert.rejects(failure, (error) => error instanceof Mismatch && error.outcome === 'violated');
});

test('a failure that a kubelet cannot vouch for decides nothing', async () => {
  const { judge: judging } = judge(fails, 'y');
  await assert.rejects(judging.take(on('x', 'x'), 'round 1'), (error) => {
    assert.ok(error instanceof Inconclusive);
    assert.match(error.message, /the kubelet of y does not answer/);
    return true;
  });
});

test('what is no mismatch passes through', async () => {
  const lost = new Inconclusive({ what: 'the history has a hole' });
  const { judge: judging } = judge(() => {
    throw lost;
  });
  await assert.rejects(judging.take(on('x', 'x'), 'round 1'), lost);
});
