import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Deployment, Pod, ReplicaSet, StatefulSet } from '../kube';
import { partOf, type SeenObjects, stateOf } from './cluster-state';

interface Made {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

const made = (kind: string, name: string): Made => ({ kind, name, uid: `${kind}/${name}` });
const meta = ({ name, uid }: Made, owner?: Made, namespace = 'default') => ({
  name,
  uid,
  namespace,
  generation: 1,
  ...(owner
    ? { ownerReferences: [{ apiVersion: 'v1', kind: owner.kind, name: owner.name, uid: owner.uid, controller: true }] }
    : {}),
});

/** Objects as the tests need them, without what the types want besides. */
function wire<T>(object: unknown): T {
  return object as T;
}

const web = made('Deployment', 'web');
const webSet = made('ReplicaSet', 'web-1');
const loose = made('ReplicaSet', 'loose');

const deployment = (replicas = 1, generation = 1): Deployment =>
  wire({ metadata: { ...meta(web), generation }, spec: { replicas }, status: { observedGeneration: 1, replicas: 1 } });
const replicaSet = (of: Made, owner?: Made, replicas = 1): ReplicaSet =>
  wire({ metadata: meta(of, owner), spec: { replicas }, status: { observedGeneration: 1, replicas } });
const pod = (name: string, owner?: Made, rest: object = {}): Pod =>
  wire({ metadata: meta(made('Pod', name), owner), spec: { nodeName: 'x' }, ...rest });

function state(change: Partial<SeenObjects>) {
  return stateOf({ deployments: [], statefulSets: [], replicaSets: [], pods: [], ...change });
}

test('workloads are what can be scaled and is not owned; pods find theirs by owner', () => {
  const { workloads, pods } = state({
    deployments: [deployment()],
    replicaSets: [replicaSet(webSet, web), replicaSet(loose)],
    statefulSets: [wire<StatefulSet>({ metadata: meta(made('StatefulSet', 'db')) })],
    pods: [pod('a', webSet), pod('b', loose), pod('c'), pod('d', made('DaemonSet', 'agent'))],
  });
  assert.deepEqual(
    workloads.map(({ uid }) => uid),
    ['Deployment/web', 'StatefulSet/db', 'ReplicaSet/loose'],
  );
  assert.deepEqual(
    pods.map(({ name, workload, leaving }) => [name, workload, leaving]),
    [
      ['a', 'Deployment/web', false],
      ['b', 'ReplicaSet/loose', false],
      ['c', undefined, false],
      ['d', undefined, false],
    ],
  );
});

test("the cluster's own parts and the judge's pods are left alone", () => {
  const inside = (namespace: string) => ({ ...deployment(), metadata: meta(web, undefined, namespace) });
  const { workloads, pods } = state({
    deployments: [inside('kube-system'), inside('endstate-judge'), inside('shop')],
    pods: [wire<Pod>({ metadata: meta(made('Pod', 'ballast'), undefined, 'endstate-judge') })],
  });
  assert.deepEqual(
    workloads.map(({ name }) => name),
    ['shop/web'],
  );
  assert.deepEqual(pods, []);
});

test('a number of replicas is heeded when every controller below has seen it', () => {
  const heeded = (replicas: number, generation: number, below: number) =>
    state({ deployments: [deployment(replicas, generation)], replicaSets: [replicaSet(webSet, web, below)] })
      .workloads[0]?.heeded;
  assert.equal(heeded(0, 1, 0), true);
  assert.equal(heeded(0, 2, 0), false, 'the Deployment is not seen yet');
  assert.equal(heeded(0, 1, 3), false, 'not passed on to the ReplicaSet yet');
});

test('pods on their way out, and those whose owner is gone, are leaving', () => {
  const { pods } = state({
    pods: [
      pod('a', made('ReplicaSet', 'gone')),
      wire<Pod>({ metadata: { ...meta(made('Pod', 'b')), deletionTimestamp: '2026-01-01T00:00:00Z' } }),
    ],
  });
  assert.deepEqual(
    pods.map(({ leaving }) => leaving),
    [true, true],
  );
});

test('a pod is unschedulable when the scheduler says so, and over when it has come to its end', () => {
  const conditions = [{ type: 'PodScheduled', status: 'False' }];
  const { pods } = state({
    pods: [
      pod('a', undefined, { spec: {}, status: { conditions } }),
      pod('b', undefined, { spec: {} }),
      pod('c', undefined, { status: { phase: 'Failed' } }),
    ],
  });
  assert.deepEqual(
    pods.map(({ unschedulable, over }) => [unschedulable, over]),
    [
      [true, false],
      [false, false],
      [false, true],
    ],
  );
});

test('of a cluster that others use too, the part that counts is some workloads and their pods', () => {
  const whole = state({
    deployments: [deployment()],
    replicaSets: [replicaSet(webSet, web), replicaSet(loose)],
    pods: [pod('a', webSet), pod('b', loose), pod('c'), pod('d', made('ReplicaSet', 'gone'))],
  });
  const { workloads, pods } = partOf(whole, new Set(['Deployment/web']));
  assert.deepEqual([workloads.map(({ name }) => name), pods.map(({ name }) => name)], [['web'], ['a']]);
});
