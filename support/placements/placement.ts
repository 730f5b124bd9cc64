import type { Workload } from './workload';

/** A pod's place. */
export interface PlacedPod {
  readonly uid: string;
  /** Uid of the workload that it belongs to; none for what the judge leaves where it is. */
  readonly workload?: string | undefined;
  /** None while nobody has placed it. */
  readonly node?: string | undefined;
}

/** `client-deployment: 2 on worker01, 1 on worker02; server-deployment: 3 on worker01`: a placement in words. */
export function describePlacement(workloads: readonly Workload[], pods: readonly PlacedPod[]): string {
  const places = workloads.map(({ uid, name }) => `${name}: ${describeNodes(nodesOf(pods, uid))}`);
  return places.toSorted().join('; ');
}

/** Where a workload's pods are, a node as often as it has pods of it; `undefined` for those nobody has placed. */
export function nodesOf(pods: readonly PlacedPod[], workload: string): readonly (string | undefined)[] {
  return pods
    .filter((pod) => pod.workload === workload)
    .map(({ node }) => node)
    .toSorted((a, b) => (a ?? '~').localeCompare(b ?? '~'));
}

function describeNodes(nodes: readonly (string | undefined)[]): string {
  if (nodes.length === 0) return 'no pods';
  const places = [...new Set(nodes)];
  const count = (place: string | undefined) => nodes.filter((node) => node === place).length;
  return places.map((place) => `${count(place)} ${place === undefined ? 'pending' : `on ${place}`}`).join(', ');
}
