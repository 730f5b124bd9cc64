import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Mismatch } from '../errors';
import type { Guard } from '../kube';
import { parseManifests } from '../kube';
import { connectedApi, statusBody } from '../kube/fake-api';
import { confine, namespacesOf, requireOwnNamespaces } from './fence';
import type { World } from './world';

const manifests = parseManifests(
  [
    '{apiVersion: v1, kind: Namespace, metadata: {name: shop}}',
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: back}}',
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}',
  ].join('\n---\n'),
  'web.yaml',
);

test('namespaces are those that objects name, and those that they are', () => {
  assert.deepEqual(namespacesOf(manifests), ['shop', 'back']);
});

test('in a cluster of others nothing is asked and nothing changed, and the report says that there is no fence', async (t) => {
  const { api, kube } = await connectedApi(t);
  const said: string[] = [];
  const world = {
    kube: async () => kube,
    lab: { guard: {} as Guard },
    applied: manifests,
    feature: { uri: join(__dirname, 'none.feature') },
    attach: (text: string) => said.push(text),
    signal: new AbortController().signal,
  } as unknown as World;
  const confined = await confine(world, manifests);
  await confined.around(['shop']);
  assert.equal(confined.kube, kube);
  assert.deepEqual(api.requests, []);
  assert.match(said.join(), /there is no fence in a cluster of others/);
});

/** A lab with a namespace of its own parts, and what the fence asks of an API server. */
async function lab(t: TestContext) {
  const { api, kube } = await connectedApi(t);
  for (const name of ['default', 'shop', 'local-path-storage']) api.put('/api/v1/namespaces', { metadata: { name } });
  api.when(/GET .*\/rolebindings\//, statusBody(404, 'NotFound', 'no such binding'));
  const world = {
    kube: async () => kube,
    lab: {},
    applied: manifests,
    feature: { uri: join(__dirname, 'none.feature') },
    signal: new AbortController().signal,
  } as unknown as World;
  return { api, world };
}

const answers = (text: string) => parseManifests(text, 'answer.yaml');
const foreign = [
  '{apiVersion: v1, kind: Namespace, metadata: {name: local-path-storage}}',
  '{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: local-path-storage}}',
];

for (const text of foreign) {
  test(`no right is given in a namespace of the cluster's own: ${text}`, async (t) => {
    const { api, world } = await lab(t);
    await assert.rejects(
      confine(world, answers(text)),
      (error) => error instanceof Mismatch && /local-path-storage, which is the cluster's own/.test(error.message),
    );
    assert.ok(api.requests.every(({ method }) => method === 'GET'));
  });
}

test('namespaces of the broken state, new ones, and those of an answer before are open', async (t) => {
  const { api, world } = await lab(t);
  api.put('/api/v1/namespaces', { metadata: { name: 'before' } });
  api.when(/GET .*\/namespaces\/before\/rolebindings\/endstate-answer$/, { status: 200, body: { metadata: {} } });
  const text = ['shop', 'default', 'new', 'before'].map((name) => foreign[0]?.replace('local-path-storage', name));
  await requireOwnNamespaces(world, await world.kube(), answers(text.join('\n---\n')));
});
