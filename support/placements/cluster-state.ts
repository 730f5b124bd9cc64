import type { Deployment, ObjectMeta, Pod, ReplicaSet, StatefulSet } from '../kube';
import { judgeNamespace } from './judge-namespace';
import type { PlacedPod } from './placement';
import type { Workload } from './workload';

/** What the API server tells of everything that can be placed. */
export interface ClusterState {
  readonly workloads: readonly WorkloadState[];
  readonly pods: readonly PodPlace[];
}

export interface WorkloadState extends Workload {
  /** Its controllers have seen the number of replicas that it has now. */
  readonly heeded: boolean;
  /** As many pods as its controllers count. */
  readonly counted: number;
}

export interface PodPlace extends PlacedPod {
  readonly namespace: string;
  readonly name: string;
  /** The scheduler has looked at it and found no node. */
  readonly unschedulable: boolean;
  /** On its way out, or left behind by an owner that is gone. */
  readonly leaving: boolean;
  /** Has come to its end and counts no more, for its controllers neither. */
  readonly over: boolean;
}

export interface SeenObjects {
  readonly deployments: readonly Deployment[];
  readonly statefulSets: readonly StatefulSet[];
  readonly replicaSets: readonly ReplicaSet[];
  readonly pods: readonly Pod[];
}

/** The cluster's own parts and the judge's are no answer's. */
const otherNamespaces = new Set(['kube-system', judgeNamespace]);

/**
 * Workloads are what can be scaled: Deployments, StatefulSets, and ReplicaSets that no Deployment owns. Their pods are
 * found by owner. What a manifest says of placing is not looked at.
 */
export function stateOf(seen: SeenObjects): ClusterState {
  const replicaSets = seen.replicaSets.filter(isJudged);
  const owned = (uid: string) => replicaSets.filter(({ metadata }) => controller(metadata)?.uid === uid);
  const workloads = [
    ...seen.deployments.map((each) => workload('Deployment', each, owned(each.metadata?.uid ?? ''))),
    ...seen.statefulSets.map((each) => workload('StatefulSet', each, [])),
    ...replicaSets.filter(({ metadata }) => !controller(metadata)).map((each) => workload('ReplicaSet', each, [])),
  ].filter(({ ref }) => !otherNamespaces.has(ref.namespace ?? ''));
  const uids = new Set(workloads.map(({ uid }) => uid));
  const above = new Map(replicaSets.map(({ metadata }) => [metadata?.uid, controller(metadata)?.uid]));
  const ownerOf = ({ metadata }: Pod) => {
    const uid = controller(metadata)?.uid;
    return [uid, above.get(uid)].find((each) => each !== undefined && uids.has(each));
  };
  return { workloads, pods: seen.pods.filter(isJudged).map((pod) => place(pod, ownerOf(pod))) };
}

/** What of it is these workloads and their pods. */
export function partOf({ workloads, pods }: ClusterState, uids: ReadonlySet<string>): ClusterState {
  return {
    workloads: workloads.filter(({ uid }) => uids.has(uid)),
    pods: pods.filter(({ workload }) => workload !== undefined && uids.has(workload)),
  };
}

interface Scalable {
  readonly metadata?: ObjectMeta;
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly observedGeneration?: number; readonly replicas?: number };
}

function workload(kind: string, object: Scalable, below: readonly Scalable[]): WorkloadState {
  const { uid = '', name = '', namespace = 'default' } = object.metadata ?? {};
  const replicas = object.spec?.replicas ?? 1;
  const passedOn = below.every(({ spec }) => replicas > 0 || spec?.replicas === 0);
  return {
    uid,
    ref: { apiVersion: 'apps/v1', kind, namespace, name },
    name: namespace === 'default' ? name : `${namespace}/${name}`,
    replicas,
    heeded: passedOn && [object, ...below].every(isHeeded),
    counted: [object, ...below].reduce((most, { status }) => Math.max(most, status?.replicas ?? 0), 0),
  };
}

function isHeeded({ metadata, status }: Scalable): boolean {
  return (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
}

function place({ metadata, spec, status }: Pod, owner: string | undefined): PodPlace {
  const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return {
    uid: metadata?.uid ?? '',
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    workload: owner,
    node: spec?.nodeName,
    unschedulable: spec?.nodeName === undefined && scheduled?.status === 'False',
    over: status?.phase === 'Succeeded' || status?.phase === 'Failed',
    leaving: metadata?.deletionTimestamp !== undefined || (owner === undefined && isScaled(metadata)),
  };
}

/** Owned by what is scaled. */
function isScaled(metadata: ObjectMeta | undefined): boolean {
  return ['ReplicaSet', 'StatefulSet'].includes(controller(metadata)?.kind ?? '');
}

function isJudged({ metadata }: { readonly metadata?: ObjectMeta }): boolean {
  return !otherNamespaces.has(metadata?.namespace ?? '');
}

function controller(metadata: ObjectMeta | undefined) {
  return metadata?.ownerReferences?.find(({ controller }) => controller === true);
}
