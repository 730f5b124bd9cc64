import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Guard } from '../kube';
import { parseManifests } from '../kube';
import { connectedApi } from '../kube/fake-api';
import { confine, namespacesOf } from './fence';
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
