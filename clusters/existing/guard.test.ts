import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create, isOwn, resources, scale } from '../../support/kube';
import { connect } from '../../support/kube/connect';
import { FakeApi, statusBody } from '../../support/kube/fake-api';
import { guardOf, targetOf } from './guard';
import { type Journal, packed, unpacked } from './journal';

const uid = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}`;

test('a path of the API is taken apart', () => {
  assert.deepEqual(targetOf('/apis/apps/v1/namespaces/shop/deployments/web/scale'), {
    namespace: 'shop',
    plural: 'deployments',
    name: 'web',
    path: '/apis/apps/v1/namespaces/shop/deployments/web',
  });
  assert.deepEqual(targetOf('/api/v1/namespaces/shop'), {
    plural: 'namespaces',
    name: 'shop',
    path: '/api/v1/namespaces/shop',
  });
  assert.deepEqual(targetOf('/api/v1/namespaces/shop/pods'), {
    namespace: 'shop',
    plural: 'pods',
    path: '/api/v1/namespaces/shop/pods',
  });
  assert.deepEqual(targetOf('/apis/rbac.authorization.k8s.io/v1/clusterroles'), {
    plural: 'clusterroles',
    path: '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  });
});

test('uids are packed and come out again', () => {
  const uids = [uid('1'), uid('a'), uid('f')];
  assert.deepEqual(unpacked(packed(uids)), uids);
  assert.ok(packed(uids).length <= 64);
  assert.deepEqual(unpacked(packed([])), []);
});

async function guarded() {
  const api = await FakeApi.start();
  const notes: string[] = [];
  const note = async (list: string, value: string) => void notes.push(`${list} ${value}`);
  const journal = { before: new Set([uid('b')]), notes: { namespaces: ['default'] }, note } as unknown as Journal;
  const path = await api.kubeconfig();
  const bare = await connect(path);
  const kube = await connect(
    path,
    guardOf(bare, journal, () => {}),
  );
  const there = (object: string, is: string | undefined) =>
    api.when(
      new RegExp(`GET .*/${object}$`),
      is === undefined
        ? statusBody(404, 'NotFound', '')
        : { status: 200, body: { metadata: { name: object, uid: is } } },
    );
  const sent = () => api.requests.filter(({ method }) => method !== 'GET').map(({ method, url }) => `${method} ${url}`);
  return { api, kube, notes, there, sent };
}

test('what was there before is refused before anything is sent; so are its subresources and whole collections', async (t) => {
  const { api, kube, notes, there, sent } = await guarded();
  t.after(() => api.kill());
  there('web', uid('b'));
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  api.when(/GET \/apis\/apps\/v1$/, {
    status: 200,
    body: { resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true }] },
  });
  const path = '/apis/apps/v1/namespaces/default/deployments';
  const refused = { name: 'Unsupported', message: /deployments default\/web was there before this run/ };
  await assert.rejects(kube.json({ method: 'PATCH', path: `${path}/web`, body: {} }), refused);
  await assert.rejects(kube.json({ method: 'DELETE', path: `${path}/web` }), refused);
  await assert.rejects(scale(kube, deployment, 0), refused);
  await assert.rejects(kube.json({ method: 'DELETE', path }), { name: 'Unsupported' });
  assert.deepEqual([sent(), notes], [[], []]);
});

test('what is new is noted, then sent', async (t) => {
  const { api, kube, notes, there, sent } = await guarded();
  t.after(() => api.kill());
  there('web', undefined);
  there('shop', undefined);
  there('later', uid('c'));
  await kube.json({ method: 'PATCH', path: '/api/v1/namespaces/default/services/web', body: {} });
  await kube.json({ method: 'PATCH', path: '/api/v1/namespaces/shop', body: {} });
  await kube.json({ method: 'DELETE', path: '/api/v1/namespaces/default/pods/later' });
  await create(kube, resources.pods, { namespace: 'default' }, { metadata: { generateName: 'probe-' } });
  assert.deepEqual(notes, [
    'namespaces default',
    'made /api/v1/namespaces/shop',
    'namespaces default',
    'namespaces default',
  ]);
  assert.equal(sent().length, 4);
});

const ofAnOperator = { uid: uid('e'), ownerReferences: [{ kind: 'Shop', uid: uid('b') }] };
const owners: readonly (readonly [string, string, object, boolean])[] = [
  ['what was there before', 'default', { uid: uid('b') }, false],
  ['what is new where the run has made something', 'default', { uid: uid('c') }, true],
  ['what is new where it has made nothing', 'theirs', { uid: uid('d') }, false],
  ['what an operator has made', 'default', ofAnOperator, false],
];

for (const [what, namespace, metadata, own] of owners) {
  test(`${what} is ${own ? '' : 'not '}the run's own; asking sends and notes nothing`, async (t) => {
    const { api, kube, notes, sent } = await guarded();
    t.after(() => api.kill());
    api.when(/GET .*\/web$/, { status: 200, body: { metadata } });
    api.when(/GET \/apis\/apps\/v1$/, {
      status: 200,
      body: { resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true }] },
    });
    assert.equal(await isOwn(kube, { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' }), own);
    assert.deepEqual([sent(), notes], [[], []]);
  });
}

test("our own namespace is nobody's", async (t) => {
  const { api, kube, sent } = await guarded();
  t.after(() => api.kill());
  await assert.rejects(kube.json({ method: 'DELETE', path: '/api/v1/namespaces/endstate-lease' }), {
    name: 'Unsupported',
  });
  assert.deepEqual(sent(), []);
});
