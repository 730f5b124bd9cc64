import assert from 'node:assert/strict';
import { test } from 'node:test';
import { all, eventually, type Observations, staysFor } from '../assert';
import { fakeClock } from '../assert/fake-clock';
import { Inconclusive, Mismatch } from '../errors';
import type { Kube, WatchEvent } from '../kube';
import { connectedApi, type FakeApi, statusBody } from '../kube/fake-api';
import { kubeletProofs } from './kubelets';
import { podsRunning, podsStayRunning } from './pod-conditions';
import type { PodState } from './pod-state';
import { describeSelection, type PodSelection, watchPods } from './pods';

const pods = '/api/v1/namespaces/default/pods';
const replicaSets = '/apis/apps/v1/namespaces/default/replicasets';

interface Given {
  readonly owner?: readonly [kind: string, name: string];
  readonly hash?: string;
  readonly restarts?: number;
}

function put(api: FakeApi, name: string, { owner, hash, restarts = 0 }: Given = {}): void {
  api.put(pods, {
    metadata: {
      name,
      namespace: 'default',
      ...(owner ? { ownerReferences: [{ kind: owner[0], name: owner[1], uid: `uid-${owner[1]}` }] } : {}),
      ...(hash ? { labels: { 'pod-template-hash': hash } } : {}),
    },
    spec: { nodeName: 'worker01', containers: [{ name: 'c' }] },
    status: {
      phase: 'Running',
      containerStatuses: [{ name: 'c', ready: true, restartCount: restarts, state: { running: {} } }],
    },
  });
}

async function namesOf(kube: Kube, select: PodSelection): Promise<readonly string[]> {
  const stream = watchPods(kube, { select });
  const seen = await stream.observe(AbortSignal.timeout(5000));
  stream.close();
  return seen.map(({ name }) => name);
}

test('pods of a deployment are found through its ReplicaSets, whatever these are called', async (t) => {
  const { api, kube } = await connectedApi(t);
  const owners = [{ kind: 'Deployment', name: 'web', uid: 'd' }];
  api.put(replicaSets, { metadata: { name: 'web-new', ownerReferences: owners } });
  api.put(replicaSets, { metadata: { name: 'adopted', ownerReferences: owners } });
  api.put(replicaSets, {
    metadata: { name: 'web-api-1', ownerReferences: [{ kind: 'Deployment', name: 'web-api', uid: 'e' }] },
  });
  put(api, 'web-new-1', { owner: ['ReplicaSet', 'web-new'] });
  put(api, 'adopted-1', { owner: ['ReplicaSet', 'adopted'] });
  put(api, 'web-api-1-1', { owner: ['ReplicaSet', 'web-api-1'], hash: '1' });
  put(api, 'web-unseen-1', { owner: ['ReplicaSet', 'web-unseen'], hash: 'unseen' });
  put(api, 'web-by-hand', {});
  assert.deepEqual(await namesOf(kube, { deployment: 'web' }), ['adopted-1', 'web-new-1', 'web-unseen-1']);
});

test('pods are found by owner, by the start of their name, by name, or all', async (t) => {
  const { api, kube } = await connectedApi(t);
  put(api, 'web-1', { owner: ['StatefulSet', 'web'] });
  put(api, 'web-2', { owner: ['DaemonSet', 'web'] });
  put(api, 'job-1', { owner: ['Job', 'job'] });
  assert.deepEqual(await namesOf(kube, { statefulSet: 'web' }), ['web-1']);
  assert.deepEqual(await namesOf(kube, { daemonSet: 'web' }), ['web-2']);
  assert.deepEqual(await namesOf(kube, { job: 'job' }), ['job-1']);
  assert.deepEqual(await namesOf(kube, { prefix: 'web' }), ['web-1', 'web-2']);
  assert.deepEqual(await namesOf(kube, { pod: 'web-2' }), ['web-2']);
  assert.deepEqual(await namesOf(kube, { every: true }), ['job-1', 'web-1', 'web-2']);
});

test('a label selector is asked of the API server', async (t) => {
  const { api, kube } = await connectedApi(t);
  await namesOf(kube, { labels: 'app=web' });
  assert.ok(api.requests.some(({ url }) => url === `${pods}?labelSelector=app%3Dweb`));
});

test('a selection is named as a sentence does', () => {
  assert.equal(describeSelection({ deployment: 'web' }), 'pods of deployment web');
  assert.equal(describeSelection({ prefix: 'client' }), 'pods whose name begins with client');
  assert.equal(describeSelection({ labels: 'app=web' }), 'pods with app=web');
});

async function stay(stream: Observations<readonly PodState[]>, during: () => void | Promise<void>) {
  await eventually(stream, podsRunning(all(1)), { withinMs: 5000 });
  const staying = staysFor(stream, podsStayRunning(all(1)), {
    forMs: 1500,
    maxGapMs: 3000,
    what: 'web did not stay Running',
  }).catch((error: Error) => error);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await during();
  return staying;
}

test('undisturbed pods stay; the nodes behind them were asked', async (t) => {
  const { api, kube } = await connectedApi(t);
  put(api, 'web-1');
  const result = await stay(watchPods(kube, { select: { prefix: 'web' } }), () => {});
  assert.ok(Array.isArray(result), String(result));
  assert.ok(api.requests.some(({ url }) => url === '/api/v1/nodes/worker01/proxy/runningpods/'));
});

test('a pod that is Running again after a restart did not stay', async (t) => {
  const { api, kube } = await connectedApi(t);
  put(api, 'web-1');
  const result = await stay(watchPods(kube, { select: { prefix: 'web' } }), () => put(api, 'web-1', { restarts: 1 }));
  assert.ok(result instanceof Mismatch);
  assert.equal(result.outcome, 'restarted');
  assert.match(result.message, /web did not stay Running for 1\.5s: violated \d+ms into the window/);
});

test('an API server that is killed inside the window makes it inconclusive, though it comes back', async (t) => {
  const { api, kube } = await connectedApi(t);
  put(api, 'web-1');
  const result = await stay(watchPods(kube, { select: { prefix: 'web' } }), async () => {
    await api.kill();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await api.listen();
  });
  assert.ok(result instanceof Inconclusive, String(result));
  assert.match(result.message, /the API server was away/);
});

test('a kubelet that stops answering makes it inconclusive: the last state is only what stands there', async (t) => {
  const { api, kube } = await connectedApi(t);
  put(api, 'web-1');
  const result = await stay(watchPods(kube, { select: { prefix: 'web' } }), async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    api.when(/runningpods/, statusBody(503, 'ServiceUnavailable', 'dial tcp: connection refused'));
  });
  assert.ok(result instanceof Inconclusive, String(result));
});

test('a kubelet that stays silent is named, and one that is back is heard again', async (t) => {
  const { api, kube } = await connectedApi(t);
  put(api, 'web-1');
  const clock = fakeClock();
  const events: string[] = [];
  let silent = true;
  const reached = { status: 200, body: {} };
  api.when(/runningpods/, () =>
    silent && events.length > 1 ? statusBody(503, 'ServiceUnavailable', 'connection refused') : reached,
  );
  const stop = new AbortController();
  const listener = (event: WatchEvent<never>) => events.push(event.kind === 'gap' ? event.reason : event.kind);
  kubeletProofs(kube, () => ['worker01'])(listener, { clock, signal: stop.signal });
  t.after(() => stop.abort());
  const until = async (word: RegExp) => {
    for (let round = 0; round < 200 && !word.test(events.at(-1) ?? ''); round++) {
      await clock.advance(100);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.match(events.at(-1) ?? '', word);
  };
  await until(/^the kubelet of worker01 cannot say what runs there: .*connection refused/);
  silent = false;
  await until(/^alive$/);
  assert.equal(events.at(-2), 'objects');
});

test('the node of a pod on its way out need not answer', async (t) => {
  const { api, kube } = await connectedApi(t);
  put(api, 'web-1');
  api.put(pods, {
    metadata: { name: 'web-0', namespace: 'default', deletionTimestamp: '2026-01-01T00:00:00Z' },
    spec: { nodeName: 'worker02', containers: [{ name: 'c' }] },
    status: { phase: 'Running' },
  });
  await stay(watchPods(kube, { select: { pod: 'web-1' } }), () => {});
  await namesOf(kube, { prefix: 'web' });
  assert.equal(
    api.requests.some(({ url }) => url.includes('worker02')),
    false,
  );
});
