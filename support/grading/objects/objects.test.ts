import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifests } from '../../kube/parse-manifests';
import { aligned } from './aligned';
import { describeDifference, differences } from './differences';
import { fieldDifferences } from './fields';
import type { Json } from './json';
import { manifestObject } from './manifest-object';

const written = (text: string) => {
  const [object] = parseManifests(text, 'a.yaml').map(manifestObject);
  assert.ok(object);
  return object.value;
};
const spec = (kind: string, text: string) =>
  written(
    `apiVersion: ${kind === 'Service' || kind === 'Pod' ? 'v1' : 'apps/v1'}\nkind: ${kind}\nmetadata: { name: a }\nspec: ${text}\n`,
  ).spec;

const same: readonly [string, string, string][] = [
  ['Service', '{ ports: [{ port: 80 }] }', '{ type: ClusterIP, ports: [{ port: 80, targetPort: 80, protocol: TCP }] }'],
  [
    'Service',
    '{ selector: { a: b } }',
    '{ selector: { a: b }, internalTrafficPolicy: Cluster, sessionAffinity: None }',
  ],
  ['Pod', '{ containers: [{ image: "a:1" }] }', '{ containers: [{ image: "a:1", imagePullPolicy: IfNotPresent }] }'],
  ['Pod', '{ containers: [{ image: a }] }', '{ containers: [{ image: a, imagePullPolicy: Always }] }'],
  [
    'Pod',
    '{ containers: [{ image: "r:5000/a" }] }',
    '{ containers: [{ image: "r:5000/a", imagePullPolicy: Always }] }',
  ],
  ['Pod', '{ volumes: [{ configMap: { name: a } }] }', '{ volumes: [{ configMap: { name: a, defaultMode: 0644 } }] }'],
  ['Pod', '{ nodeName: a }', '{ nodeName: a, hostAliases: null, securityContext: {} }'],
  [
    'Deployment',
    '{ paused: true }',
    '{ paused: true, replicas: 1, strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 25% } } }',
  ],
];

const different: readonly [string, string, string][] = [
  ['Service', '{ internalTrafficPolicy: Local }', '{}'],
  ['Service', '{ ports: [{ port: 80 }] }', '{ ports: [{ port: 80, targetPort: 8080 }] }'],
  ['Pod', '{ containers: [{ image: "a:1" }] }', '{ containers: [{ image: "a:1", imagePullPolicy: Always }] }'],
  ['Pod', '{ volumes: [{ name: a }] }', '{ volumes: [{ name: a, emptyDir: {} }] }'],
  ['Deployment', '{ strategy: { type: Recreate } }', '{}'],
  ['NetworkPolicy', '{ ingress: [] }', '{ ingress: [{}] }'],
  ['NetworkPolicy', '{ ingress: [] }', '{}'],
];

for (const [kind, a, b] of same) {
  test(`${kind}: ${b} means the same as ${a}`, () => assert.deepEqual(spec(kind, b), spec(kind, a)));
}
for (const [kind, a, b] of different) {
  test(`${kind}: ${b} is not the same as ${a}`, () =>
    assert.notDeepEqual(spec(kind, b) ?? null, spec(kind, a) ?? null));
}

test('the version of a group, bookkeeping and status are no part of an object', () => {
  const metadata =
    '{ name: a, namespace: default, resourceVersion: "1", annotations: { deployment.kubernetes.io/revision: "2" } }';
  assert.deepEqual(
    written(`apiVersion: apps/v1beta2\nkind: Deployment\nmetadata: ${metadata}\nstatus: { replicas: 3 }\n`),
    written('apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n'),
  );
});

test('a key called as every object’s own is a key', () => {
  const data = (text: string) =>
    written(`apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: ${text}\n`).data as Json;
  assert.equal(differences(data('{}'), data('{ __proto__: x, constructor: y }'), '$').length, 2);
});

test('lists with a merge key have no order, others have', () => {
  const list = (field: string, ...items: Json[]) => ({ [field]: items });
  const [a, b] = [{ name: 'a' }, { name: 'b' }];
  const differ = (before: Json, after: Json) =>
    differences(before, aligned(after, before), '$').map(({ path }) => path);
  assert.deepEqual(differ(list('containers', a, b), list('containers', b, a)), []);
  assert.deepEqual(differ(list('env', a, b), list('env', { name: 'c' }, b)), ["$['env'][0]['name']"]);
  assert.deepEqual(differ(list('env', a, b), list('env', b)), ["$['env'][0]['name']", "$['env'][1]"]);
  assert.deepEqual(differ(list('env', b), list('env', a, b)), ["$['env'][1]"]);
  assert.deepEqual(differ(list('args', 'a', 'b'), list('args', 'b', 'a')), ["$['args'][0]", "$['args'][1]"]);
  assert.deepEqual(differ(list('containers', a, a), list('containers', a, b)), ["$['containers'][1]['name']"]);
});

test('paths are normalized ones, and values short', () => {
  const [difference] = differences({ "it's\n": 1 }, { "it's\n": 'x'.repeat(200) }, '$');
  assert.equal(difference?.path, "$['it\\'s\\n']");
  assert.equal(describeDifference({ before: 1, after: 'x'.repeat(200) }), `was 1, is "${'x'.repeat(79)}…`);
  assert.equal(describeDifference({ before: undefined, after: null }), 'was not there, is null');
  assert.equal(describeDifference({ before: [], after: undefined }), 'was [], is not there');
});

test('what only one of two objects has at a path is a difference', () => {
  const paths = ['$.a[*].b', '$.c'];
  const differ = (before: Json, after: Json) =>
    fieldDifferences(paths, before, after, ['spec']).map(({ path }) => path);
  assert.deepEqual(differ({ a: [{ b: 1 }], d: 1 }, { a: [{ b: 1 }], d: 2 }), []);
  assert.deepEqual(differ({ a: [{ b: 1 }] }, { a: [{ b: 1 }, { b: 2 }] }), ["$['spec']['a'][1]['b']"]);
  assert.deepEqual(differ({ c: 1 }, {}), ["$['spec']['c']"]);
});
