import { eventually, met, notYet, type Observations } from '../assert';
import { Inconclusive, Mismatch } from '../errors';
import type { ClusterState } from './cluster-state';
import { nodesOf, type PlacedPod } from './placement';
import type { Placer } from './placer';
import type { Steerable } from './steering';
import type { Workload } from './workload';

const heededWithinMs = 30_000;

/** The workloads that are meant to have pods. Rejects with Inconclusive when controllers do not look at them. */
export async function findWorkloads(
  cluster: Observations<ClusterState>,
  signal: AbortSignal,
): Promise<readonly Workload[]> {
  const what = 'the controllers did not take note of every workload';
  try {
    const { workloads } = await eventually(cluster, isHeeded, { withinMs: heededWithinMs, what, signal });
    return workloads.filter(({ replicas }) => replicas > 0).toSorted((a, b) => a.name.localeCompare(b.name));
  } catch (error) {
    throw error instanceof Mismatch ? new Inconclusive(error.explanation, { cause: error }) : error;
  }
}

function isHeeded({ workloads }: ClusterState) {
  const not = workloads.filter(({ heeded }) => !heeded).map(({ name }) => name);
  return not.length === 0 ? met('all heeded') : notYet(`not heeded: ${not.join(', ')}`);
}

/** A workload, and how it can be steered. */
export type Surveyed = Workload & Steerable;

/**
 * Finds out where workloads can go, by trying: all of them are drawn to each node in turn. A node that nobody could be
 * drawn to (a taint, a selector, an affinity) need not be tried again.
 */
export async function survey(
  placer: Placer,
  workloads: readonly Workload[],
  nodes: readonly string[],
  claimed: () => Promise<ReadonlySet<string>>,
): Promise<readonly Surveyed[]> {
  const seen: PlacedPod[] = [];
  const owners = new Set<string | undefined>();
  for (const node of nodes) {
    const drawn = workloads.map((workload) => ({ workload, aim: Array<string>(workload.replicas).fill(node) }));
    const pods = await placer.place(drawn);
    const uids = await claimed();
    for (const { uid, workload } of pods) if (uids.has(uid)) owners.add(workload);
    seen.push(...pods);
  }
  return workloads.map((workload) => ({
    ...workload,
    reach: reach(seen, workload, nodes),
    claimed: owners.has(workload.uid),
  }));
}

/** In the order of the nodes; the first one for a workload whose pods go nowhere, which is judged all the same. */
function reach(seen: readonly PlacedPod[], { uid }: Workload, nodes: readonly string[]): readonly string[] {
  const reached = nodes.filter((node) => nodesOf(seen, uid).includes(node));
  return reached.length > 0 ? reached : nodes.slice(0, 1);
}
