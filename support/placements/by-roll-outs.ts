import { isOwn, type Kube } from '../kube';
import { watchCluster } from './cluster';
import { Counterweights } from './counterweights';
import type { PlacementsOptions } from './in-every-placement';
import { type Claim, Judge } from './judge';
import { nodesForPods } from './nodes';
import { Placer } from './placer';
import { type RollOutPlan, rollOut, rollOutsOf } from './roll-outs';
import type { SeenPlacements } from './seen-placements';
import { findWorkloads } from './survey';

export interface RollOutsOptions extends PlacementsOptions {
  readonly plan: RollOutPlan;
  /** Counts along, so that it tells what was seen also where this rejects. */
  readonly seen: SeenPlacements;
}

/**
 * Judges a claim in the placements that repeated roll-outs come to under a scheduler that is not the judge's: a weaker
 * claim than every placement. Only the run's own workloads are rolled out; nodes and scheduler are left as they are.
 *
 * Rejects with Mismatch, naming the placement, when the claim does not hold in one; with Inconclusive when fewer roll-outs
 * than planned could be made.
 */
export async function byRollOuts(kube: Kube, claim: Claim, options: RollOutsOptions): Promise<void> {
  const { signal, plan, seen, progress = () => {} } = options;
  const cluster = watchCluster(kube, await workloadsToRoll(kube, signal));
  try {
    const nodes = await nodesForPods(kube, signal);
    const open = nodes.filter(({ tainted }) => !tainted);
    const weights = await Counterweights.prepare(kube, open, signal);
    try {
      const workloads = await findWorkloads(cluster, signal);
      const judge = new Judge(kube, claim, { workloads, nodes: nodes.map(({ name }) => name), signal, progress });
      const placer = new Placer(kube, cluster, weights, signal);
      const rounds = rollOutsOf(
        workloads,
        open.map(({ name }) => name),
        plan,
      );
      await rollOut(rounds, { placer, judge, workloads, seen, progress });
      await weights.remove(signal);
    } finally {
      // Without the scenario's signal, which may have fired; and a failure here would hide the one before it.
      await weights.remove().catch(() => {});
    }
  } finally {
    cluster.close();
  }
}

/** Uids of the workloads that are the run's own. */
async function workloadsToRoll(kube: Kube, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const everything = watchCluster(kube);
  try {
    const { workloads } = await everything.observe(signal);
    const own = await Promise.all(workloads.map(({ ref }) => isOwn(kube, ref, { signal })));
    return new Set(workloads.filter((_, at) => own[at]).map(({ uid }) => uid));
  } finally {
    everything.close();
  }
}
