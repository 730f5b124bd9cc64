import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { connect } from './connect';
import { FakeApi, statusBody } from './fake-api';
import { resources } from './resources';
import type { Pod } from './types';
import { type WatchEvent, watch } from './watch';

const pods = '/api/v1/namespaces/default/pods';

async function watching(t: TestContext, prepare: (api: FakeApi) => void = () => {}) {
  const api = await FakeApi.start();
  prepare(api);
  const kube = await connect(await api.kubeconfig());
  const events: WatchEvent<Pod>[] = [];
  let wake = () => {};
  const listener = (event: WatchEvent<Pod>) => {
    events.push(event);
    wake();
  };
  watch<Pod>(kube, resources.pods, { namespace: 'default' }, listener, { proofEveryMs: 20 });
  t.after(async () => {
    kube.close();
    await api.kill();
  });
  /** Waits for an event that fits, from `after` on, and resolves with its place. */
  const until = async (fits: (event: WatchEvent<Pod>) => boolean, after = 0): Promise<number> => {
    for (const deadline = performance.now() + 10_000; performance.now() < deadline; ) {
      const found = events.findIndex((event, index) => index >= after && fits(event));
      if (found >= 0) return found;
      await Promise.race([
        new Promise<void>((resolve) => (wake = resolve)),
        new Promise((resolve) => setTimeout(resolve, 50)),
      ]);
    }
    return assert.fail(`no such event among ${JSON.stringify(events.map(({ kind }) => kind))}`);
  };
  return { api, events, until };
}

const shows =
  (...names: readonly string[]) =>
  (event: WatchEvent<Pod>) =>
    event.kind === 'objects' &&
    JSON.stringify([...event.objects.values()].map(({ metadata }) => metadata?.name)) === JSON.stringify(names);
const isAlive = ({ kind }: WatchEvent<Pod>) => kind === 'alive';
const isGap = ({ kind }: WatchEvent<Pod>) => kind === 'gap';

test('tells the objects at first and after every change, stamped on arrival', async (t) => {
  const { api, events, until } = await watching(t, (fresh) => fresh.put(pods, { metadata: { name: 'a' } }));
  await until(shows('a'));
  const before = performance.now();
  api.put(pods, { metadata: { name: 'b' } });
  const added = await until(shows('a', 'b'));
  api.remove(pods, 'a');
  await until(shows('b'));
  const atMs = events[added]?.at.ms ?? 0;
  assert.ok(atMs >= before && atMs - before < 2000, `seen ${atMs - before} ms after it happened`);
  assert.equal(events.some(isGap), false);
});

test('an ended connection that is accepted again at once leaves no hole, and nothing is missed', async (t) => {
  const { api, events, until } = await watching(t);
  await until(isAlive);
  api.endWatches();
  api.put(pods, { metadata: { name: 'a' } });
  api.remove(pods, 'a');
  const seen = await until(shows('a'));
  await until(shows(), seen);
  assert.equal(events.some(isGap), false);
});

test('an API server that is away is a gap, told once and at once; after it the objects are told again', async (t) => {
  const { api, events, until } = await watching(t, (fresh) => fresh.put(pods, { metadata: { name: 'a' } }));
  await until(isAlive);
  await api.kill();
  const gap = await until(isGap);
  assert.match((events[gap] as { reason: string }).reason, /^the API server was away: connect ECONNREFUSED/);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await api.listen();
  const back = await until(shows('a'), gap);
  await until(isAlive, back);
  assert.equal(events.filter(isGap).length, 1);
});

test('changes that the server no longer has are a gap before the new list', async (t) => {
  const { api, events, until } = await watching(t, (fresh) => fresh.put(pods, { metadata: { name: 'a' } }));
  await until(isAlive);
  api.mute = true;
  api.put(pods, { metadata: { name: 'b' } });
  api.put(pods, { metadata: { name: 'c' } });
  api.compact();
  api.mute = false;
  api.endWatches();
  const gap = await until(isGap);
  assert.match((events[gap] as { reason: string }).reason, /no longer had the changes/);
  assert.equal(events.findIndex(shows('a', 'b', 'c')), gap + 1);
});

test('an error that the server writes into the watch is a gap', async (t) => {
  let broken = true;
  const error = { type: 'ERROR', object: { code: 500, reason: 'InternalError', message: 'etcd event lost' } };
  const { events, until } = await watching(t, (fresh) =>
    fresh.when(/watch=true/, () => (broken ? { status: 200, body: `${JSON.stringify(error)}\n` } : undefined)),
  );
  const gap = await until(isGap);
  assert.match((events[gap] as { reason: string }).reason, /etcd event lost/);
  broken = false;
  await until(shows(), gap);
});

test('no proof while the watch lags behind the store; one as soon as it has caught up', async (t) => {
  const { api, events, until } = await watching(t);
  await until(isAlive);
  api.mute = true;
  api.put(pods, { metadata: { name: 'a' } });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = events.filter(isAlive).length;
  await new Promise((resolve) => setTimeout(resolve, 150));
  assert.ok(events.filter(isAlive).length - before <= 1, 'a proof was claimed for what was not seen');
  api.mute = false;
  api.endWatches();
  await until(isAlive, await until(shows('a')));
});

test('a store that cannot be read is a gap, though the watch is still open', async (t) => {
  let down = false;
  const { events, until } = await watching(t, (fresh) =>
    fresh.when(/GET \/api\/v1\/namespaces\/default\/pods$/, () =>
      down ? statusBody(500, 'InternalError', 'etcdserver: no leader') : undefined,
    ),
  );
  await until(isAlive);
  down = true;
  const gap = await until(isGap);
  assert.match((events[gap] as { reason: string }).reason, /etcdserver: no leader/);
});

test('an answer that makes no sense is a gap of its own, not an API server that was away', async (t) => {
  const { events, until } = await watching(t, (fresh) =>
    fresh.when(/GET \/api\/v1\/namespaces\/default\/pods$/, { status: 200, body: { items: [{}] } }),
  );
  const gap = await until(isGap);
  assert.match((events[gap] as { reason: string }).reason, /^its answer could not be understood/);
});
