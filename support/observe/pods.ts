import type { Observations } from '../assert';
import type { Clock } from '../clock';
import { type Kube, type Pod, type ReplicaSet, resources } from '../kube';
import { kubeletProofs } from './kubelets';
import { observed } from './observed';
import { type PodState, podState } from './pod-state';
import { objectsOf } from './source';

/** Which pods: of an owner, by labels as kubectl's `-l`, by the start of the name, one by its name, or every one. */
export type PodSelection =
  | { readonly deployment: string }
  | { readonly statefulSet: string }
  | { readonly daemonSet: string }
  | { readonly job: string }
  | { readonly replicaSet: string }
  | { readonly labels: string }
  | { readonly prefix: string }
  | { readonly pod: string }
  | { readonly every: true };

export interface WatchPodsOptions {
  /** `default` unless told. */
  readonly namespace?: string | undefined;
  readonly select: PodSelection;
  readonly clock?: Clock | undefined;
}

/**
 * A history of the pods selected. Those of a Deployment are found through its ReplicaSets, so that pods of an old one
 * that are on their way out are seen and named. A moment counts as complete only when the kubelets of the pods' nodes
 * could say at that moment what runs there: a dead kubelet would leave the last state standing.
 */
export function watchPods(kube: Kube, options: WatchPodsOptions): Observations<readonly PodState[]> {
  const { namespace = 'default', select, clock } = options;
  const owned = new ReplicaSetOwners();
  let nodes: readonly string[] = [];
  const view = (pods: readonly Pod[], replicaSets: readonly ReplicaSet[]): readonly PodState[] => {
    owned.learn(replicaSets);
    const states = pods.filter((pod) => isSelected(pod, select, owned)).map(podState);
    // of a pod on its way out nothing is claimed, so a node that is gone with it need not answer
    nodes = [...new Set(states.flatMap(({ node, deleting }) => (deleting ? [] : (node ?? []))))];
    return states.sort((a, b) => a.name.localeCompare(b.name));
  };
  const labelSelector = 'labels' in select ? select.labels : undefined;
  const pods = objectsOf<Pod>(kube, resources.pods, { namespace, labelSelector });
  const kubelets = kubeletProofs(kube, () => nodes);
  const description = describeSelection(select);
  if (!('deployment' in select)) {
    return observed({ description, clock, sources: { pods, kubelets }, view: (seen) => view(seen.pods, []) });
  }
  const replicaSets = objectsOf<ReplicaSet>(kube, resources.replicaSets, { namespace });
  const sources = { pods, kubelets, replicaSets };
  return observed({ description, clock, sources, view: (seen) => view(seen.pods, seen.replicaSets) });
}

/** `pods of deployment web`: as messages name the selection. */
export function describeSelection(select: PodSelection): string {
  const [[kind, name]] = Object.entries(select) as [[string, string]];
  const words: Record<string, string> = {
    labels: `pods with ${name}`,
    prefix: `pods whose name begins with ${name}`,
    pod: `pod ${name}`,
    every: 'pods',
  };
  return words[kind] ?? `pods of ${kind.toLowerCase()} ${name}`;
}

/** Which Deployment a ReplicaSet belongs to, also after the ReplicaSet is gone. */
class ReplicaSetOwners {
  private readonly deployments = new Map<string, string>();

  learn(replicaSets: readonly ReplicaSet[]): void {
    for (const { metadata } of replicaSets) {
      const owner = metadata?.ownerReferences?.find(({ kind }) => kind === 'Deployment');
      if (owner && metadata?.uid) this.deployments.set(metadata.uid, owner.name);
    }
  }

  /** The two watches are not in step: a ReplicaSet not seen yet is known by the name that its controller gives it. */
  isOf(deployment: string, pod: Pod): boolean {
    const owner = pod.metadata?.ownerReferences?.find(({ kind }) => kind === 'ReplicaSet');
    if (!owner) return false;
    const hash = pod.metadata?.labels?.['pod-template-hash'];
    return (this.deployments.get(owner.uid) ?? (owner.name === `${deployment}-${hash}` && deployment)) === deployment;
  }
}

const ownerKinds = {
  statefulSet: 'StatefulSet',
  daemonSet: 'DaemonSet',
  job: 'Job',
  replicaSet: 'ReplicaSet',
} as const;

function isSelected(pod: Pod, select: PodSelection, owned: ReplicaSetOwners): boolean {
  const name = pod.metadata?.name ?? '';
  if ('every' in select || 'labels' in select) return true;
  if ('prefix' in select) return name.startsWith(select.prefix);
  if ('pod' in select) return name === select.pod;
  if ('deployment' in select) return owned.isOf(select.deployment, pod);
  return Object.entries(select).some(([key, wanted]) =>
    pod.metadata?.ownerReferences?.some(
      (owner) => owner.kind === ownerKinds[key as keyof typeof ownerKinds] && owner.name === wanted,
    ),
  );
}
