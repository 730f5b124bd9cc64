import type { Kube } from '../kube';
import { Ballast } from './ballast';
import { watchCluster } from './cluster';
import { type Claim, Judge } from './judge';
import { nodesForPods } from './nodes';
import { Placer } from './placer';
import { describeOrder, roundsOf } from './round';
import { findWorkloads, survey } from './survey';

export interface PlacementsOptions {
  readonly signal: AbortSignal;
  /** Told what is being done, for the live view. */
  readonly progress?: (text: string) => void;
}

export interface PlacementsReport {
  /** The placements that were judged, in words. */
  readonly judged: readonly string[];
  /** How often everything was started anew: orders times ways to steer. */
  readonly rounds: number;
}

/**
 * Judges a claim on pods in every placement that the scheduler could have chosen within what the manifests declare:
 * all workloads outside kube-system are started anew for each order and each way to steer the scheduler, and the claim
 * is judged wherever one of its pods is in a situation in which none was before.
 *
 * Rejects with Mismatch, naming the placement, when the claim does not hold in one; with Inconclusive when the
 * scheduler cannot be steered or a part of the cluster does not do its work.
 */
export async function inEveryPlacement(
  kube: Kube,
  claim: Claim,
  options: PlacementsOptions,
): Promise<PlacementsReport> {
  const { signal, progress = () => {} } = options;
  const cluster = watchCluster(kube);
  try {
    const nodes = await nodesForPods(kube, signal);
    const names = nodes.map(({ name }) => name);
    const ballast = await Ballast.prepare(kube, nodes, signal);
    const placer = new Placer(kube, cluster, ballast, signal);
    const workloads = await findWorkloads(cluster, signal);
    const judge = new Judge(kube, claim, { workloads, nodes: names, signal, progress });
    progress(`finding out where ${workloads.map(({ name }) => name).join(', ')} can go`);
    const rounds = roundsOf(await survey(placer, workloads, names, () => judge.claimed()));
    for (const [at, round] of rounds.entries()) {
      const how = [`round ${at + 1} of ${rounds.length}`, describeOrder(round)].filter(Boolean).join(', ');
      progress(`${how}: starting`);
      await judge.take(await placer.place(round), how);
    }
    await ballast.remove();
    return { judged: judge.judged, rounds: rounds.length };
  } finally {
    cluster.close();
  }
}
