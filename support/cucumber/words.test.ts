import assert from 'node:assert/strict';
import { test } from 'node:test';
import { all, atLeast, exactly, none } from '../assert';
import { BadInput } from '../errors';
import { parseManifests } from '../kube';
import { parseClient } from './client';
import { imagesOf } from './images-of';
import { objectName } from './names';
import { parsePods } from './parse-pods';
import { parseQuantifier } from './parse-quantifier';
import { limitOf } from './scenario-limit';
import type { World } from './world';

test('quantifiers', () => {
  assert.deepEqual(parseQuantifier('all'), all());
  assert.deepEqual(parseQuantifier('all 3'), all(3));
  assert.deepEqual(parseQuantifier('exactly 0'), exactly(0));
  assert.deepEqual(parseQuantifier('at least 1'), atLeast(1));
  assert.deepEqual(parseQuantifier('no'), none);
  for (const words of ['all 0', 'at least 0']) assert.throws(() => parseQuantifier(words), BadInput);
});

test('pods of a workload, and pods with a label', () => {
  assert.deepEqual(parsePods('pods of deployment web').select, { deployment: 'web' });
  assert.deepEqual(parsePods('pod of daemonset kube-system/agent'), {
    words: 'pod of daemonset kube-system/agent',
    namespace: 'kube-system',
    select: { daemonSet: 'agent' },
  });
  assert.deepEqual(parsePods('pods with label app=web').select, { labels: 'app=web' });
});

test('names with and without a namespace', () => {
  assert.deepEqual(objectName('web'), { namespace: 'default', name: 'web' });
  assert.deepEqual(objectName('kube-system/coredns'), { namespace: 'kube-system', name: 'coredns' });
});

test('clients: the runner, a pod, any pod of a deployment, a machine', () => {
  const world = { machineName: (name: string) => name, requireLab: () => {} } as unknown as World;
  assert.deepEqual(parseClient(world, 'the runner'), { kind: 'runner' });
  assert.deepEqual(parseClient(world, 'pod shell'), { kind: 'pod', name: 'shell' });
  assert.deepEqual(parseClient(world, 'a pod of deployment web'), { kind: 'some-pod', deployment: 'web' });
  assert.deepEqual(parseClient(world, 'worker01'), { kind: 'machine', name: 'worker01' });
});

test('images of every kind of pod template, each once', () => {
  const text = `
apiVersion: batch/v1
kind: CronJob
metadata: { name: x }
spec:
  jobTemplate:
    spec:
      template:
        spec:
          initContainers: [{ name: a, image: busybox }]
          containers: [{ name: b, image: nginx }, { name: c, image: busybox }]
---
{kind: ConfigMap, apiVersion: v1, metadata: {name: config}, data: {containers: "no list"}}
`;
  assert.deepEqual(imagesOf(parseManifests(text, 'x.yaml')).toSorted(), ['busybox', 'nginx']);
});

test("a scenario's deadline: by default, by its tag, and never two", () => {
  assert.equal(limitOf([]), 900_000);
  assert.equal(limitOf(['@end', '@timeout:20m']), 1_200_000);
  assert.throws(() => limitOf(['@timeout:1m', '@timeout:2m']), BadInput);
  assert.throws(() => limitOf(['@timeout:soon']), BadInput);
});
