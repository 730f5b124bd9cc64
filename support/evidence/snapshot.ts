import {
  type CallOptions,
  type ConfigMap,
  type DaemonSet,
  type Deployment,
  type EndpointSlice,
  type Event,
  events,
  type Job,
  type Kube,
  type KubeObject,
  list,
  type Node,
  type Pod,
  type ReplicaSet,
  type Resource,
  resources,
  type Service,
  type StatefulSet,
  timeOf,
} from '../kube';
import type { Bundle } from './bundle';

/** What the cluster holds, as far as it could be read: a kind that could not be is empty and noted as missing. */
export interface Snapshot {
  readonly pods: readonly Pod[];
  readonly nodes: readonly Node[];
  readonly services: readonly Service[];
  readonly endpointSlices: readonly EndpointSlice[];
  readonly deployments: readonly Deployment[];
  readonly replicaSets: readonly ReplicaSet[];
  readonly daemonSets: readonly DaemonSet[];
  readonly statefulSets: readonly StatefulSet[];
  readonly jobs: readonly Job[];
  readonly networkPolicies: readonly KubeObject[];
  readonly configMaps: readonly ConfigMap[];
  readonly secrets: readonly KubeObject[];
  readonly namespaces: readonly KubeObject[];
  /** Oldest first. */
  readonly events: readonly Event[];
}

type Kind = Exclude<keyof Snapshot, 'events'>;

export const kinds = Object.keys(resources).filter((kind) => kind !== 'events') as readonly Kind[];

/** Lists every kind at once. `namespaces`: only these where a kind has namespaces; all unless told. */
export async function takeSnapshot(
  kube: Kube,
  bundle: Bundle,
  { namespaces, signal }: { readonly namespaces?: readonly string[] | undefined } & CallOptions,
): Promise<Snapshot> {
  const places = (resource: Resource) => (resource.namespaced && namespaces ? namespaces : [undefined]);
  const all = async (kind: Kind) => {
    const resource = resources[kind];
    const lists = places(resource).map((namespace) =>
      bundle.take(kind, () => list<KubeObject>(kube, resource, { namespace }, { signal })),
    );
    return [kind, (await Promise.all(lists)).flatMap((found) => found?.items ?? [])] as const;
  };
  const happened = places(resources.events).map((namespace) =>
    bundle.take('events', () => events(kube, namespace === undefined ? {} : { namespace }, { signal })),
  );
  const [found, told] = await Promise.all([Promise.all(kinds.map(all)), Promise.all(happened)]);
  return { ...Object.fromEntries(found), events: byTime(told.flatMap((some) => some ?? [])) } as unknown as Snapshot;
}

function byTime(found: readonly Event[]): readonly Event[] {
  return [...found].sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
}
