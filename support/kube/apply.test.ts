import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput, Inconclusive, Mismatch } from '../errors';
import { apply, prune } from './apply';
import { connect } from './connect';
import { FakeApi, statusBody } from './fake-api';
import { parseManifests } from './parse-manifests';

const core = [
  { name: 'configmaps', kind: 'ConfigMap', namespaced: true },
  { name: 'namespaces', kind: 'Namespace', namespaced: false },
  { name: 'pods/log', kind: 'Pod', namespaced: true },
];

async function started() {
  const api = await FakeApi.start();
  api.when(/GET \/api\/v1$/, { status: 200, body: { resources: core } });
  api.when(/GET \/apis\//, statusBody(404, 'NotFound', 'the server could not find the requested resource'));
  return { api, kube: await connect(await api.kubeconfig()) };
}

const object = (kind: string, name: string, more = '') =>
  parseManifests(`apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}${more} }\n`, 'web.yaml');

test('applies server-side, Namespaces first, into the default namespace', async (t) => {
  const { api, kube } = await started();
  t.after(() => api.kill());
  const refs = await apply(kube, [
    ...object('ConfigMap', 'a'),
    ...object('ConfigMap', 'b', ', namespace: shop'),
    ...object('Namespace', 'shop'),
  ]);
  assert.deepEqual(
    refs.map(({ kind, namespace, name }) => [kind, namespace, name]),
    [
      ['Namespace', undefined, 'shop'],
      ['ConfigMap', 'default', 'a'],
      ['ConfigMap', 'shop', 'b'],
    ],
  );
  const patches = api.requests.filter(({ method }) => method === 'PATCH').map(({ url }) => url);
  assert.equal(
    patches[2],
    '/api/v1/namespaces/shop/configmaps/b?fieldManager=endstate&force=true&fieldValidation=Strict',
  );
});

test('what only the server sets is not sent back to it', async (t) => {
  const { api, kube } = await started();
  t.after(() => api.kill());
  await apply(
    kube,
    object('ConfigMap', 'a', ', uid: u, resourceVersion: "7", managedFields: [], labels: { app: web }'),
  );
  const sent = JSON.parse(api.requests.at(-1)?.body ?? '');
  assert.deepEqual(sent.metadata, { name: 'a', labels: { app: 'web' } });
});

test('a refused object is a mismatch that carries the words of the API server', async (t) => {
  const { api, kube } = await started();
  t.after(() => api.kill());
  const refused = async (code: number, reason: string, words: string) => {
    api.when(/PATCH/, statusBody(code, reason, words));
    return apply(kube, object('ConfigMap', 'a')).catch((error: Error) => error);
  };
  const immutable = await refused(422, 'Invalid', 'field is immutable');
  assert.ok(immutable instanceof Mismatch);
  assert.equal(immutable.outcome, 'refused-by-api');
  assert.equal(
    immutable.message,
    'web.yaml:1: the API server refused ConfigMap a\n  last: Invalid: field is immutable',
  );
  assert.ok(
    (await refused(500, 'Unknown', 'failed to create typed patch object (/a): .foo: field not declared')) instanceof
      Mismatch,
  );
  assert.ok((await refused(503, 'ServiceUnavailable', 'etcdserver: request timed out')) instanceof Inconclusive);
  assert.ok((await refused(401, 'Unauthorized', 'Unauthorized')) instanceof Inconclusive);
});

test('a kind that is not served is refused before anything is applied', async (t) => {
  const { api, kube } = await started();
  t.after(() => api.kill());
  const misspelt = [...object('ConfigMap', 'a'), ...object('ConfigMpa', 'b')];
  await assert.rejects(apply(kube, misspelt), (error: Error) => {
    assert.match(
      error.message,
      /^web\.yaml:1: no matches for kind "ConfigMpa" in version "v1".*\n {2}next: write ConfigMap$/,
    );
    return error instanceof BadInput;
  });
  const strange = parseManifests('apiVersion: example.org/v1\nkind: Widget\nmetadata: { name: a }\n', 'web.yaml');
  await assert.rejects(
    apply(kube, strange, { notServed: 'fail' }),
    (error: Mismatch) => error.outcome === 'kind-not-served',
  );
  assert.equal(
    api.requests.some(({ method }) => method === 'PATCH'),
    false,
  );
});

test('an API server that is away is inconclusive', async () => {
  const { api, kube } = await started();
  await api.kill();
  await assert.rejects(apply(kube, object('ConfigMap', 'a')), Inconclusive);
});

test('prunes what the base had and the answer dropped, and only that', async (t) => {
  const { api, kube } = await started();
  t.after(() => api.kill());
  api.when(/GET .*configmaps\//, statusBody(404, 'NotFound', ''));
  const base = [...object('ConfigMap', 'kept'), ...object('ConfigMap', 'dropped'), ...object('ConfigMap', 'moved')];
  const answer = [
    ...object('ConfigMap', 'kept', ', namespace: default'),
    ...object('ConfigMap', 'new'),
    ...object('ConfigMap', 'moved', ', namespace: shop'),
  ];
  const deleted = await prune(kube, base, answer);
  assert.deepEqual(
    deleted.map(({ name }) => name),
    ['dropped', 'moved'],
  );
  const urls = api.requests.filter(({ method }) => method === 'DELETE').map(({ url }) => url);
  assert.deepEqual(
    urls.sort(),
    ['dropped', 'moved'].map((name) => `/api/v1/namespaces/default/configmaps/${name}`),
  );
});

test('what the answer dropped and may not delete is a mismatch that carries the words of the API server', async (t) => {
  const { api, kube } = await started();
  t.after(() => api.kill());
  api.when(/DELETE/, statusBody(403, 'Forbidden', 'may not'));
  const refused = await prune(kube, object('ConfigMap', 'a'), []).catch((error: Error) => error);
  assert.ok(refused instanceof Mismatch);
  assert.equal(refused.outcome, 'refused-by-api');
  assert.match(refused.message, /leaves out ConfigMap a.*\n {2}last: Forbidden: may not/);
});
