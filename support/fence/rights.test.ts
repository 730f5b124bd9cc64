import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resources } from '../kube';
import { limits, podSecurity } from './limits';
import { binding, rights } from './rights';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

const kind = (resource: keyof typeof resources, ...names: string[]) => ({ resource: resources[resource], names });
const rulesOf = (kinds: Parameters<typeof rights>[0]) =>
  rights(kinds)
    .filter(({ object }) => object.kind === 'ClusterRole')
    .map(({ object }) => (object as unknown as { rules: readonly Rule[] }).rules);

test('rights are for the kinds that are allowed, and no subresource of them', () => {
  const verbs = ['get', 'create', 'patch', 'delete'];
  assert.deepEqual(rulesOf([kind('deployments', 'web'), kind('configMaps', 'a')]), [
    [
      { apiGroups: ['apps'], resources: ['deployments'], verbs },
      { apiGroups: [''], resources: ['configmaps'], verbs },
    ],
    [],
  ]);
});

test('what lives in no namespace is allowed by its name, and no namespace of the cluster or the judge is', () => {
  const [, outside] = rulesOf([kind('namespaces', 'kube-system', 'shop', 'endstate-judge')]);
  assert.deepEqual(
    outside?.map(({ resourceNames }) => resourceNames),
    [['shop']],
  );
  assert.deepEqual(rulesOf([kind('namespaces', 'kube-system')])[1], []);
});

test('in a namespace the account of the answer is bound, and nothing is given to processors or memory', () => {
  const { object } = binding('shop');
  assert.deepEqual((object as unknown as { subjects: unknown }).subjects, [
    { kind: 'ServiceAccount', namespace: 'endstate-judge', name: 'answer' },
  ]);
  assert.doesNotMatch(JSON.stringify(limits('shop')), /"(cpu|memory|requests\.|limits\.)/);
  assert.equal(
    podSecurity('shop', 'baseline').object.metadata.labels?.['pod-security.kubernetes.io/enforce'],
    'baseline',
  );
});
