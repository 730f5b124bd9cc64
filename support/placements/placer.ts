import { type Condition, eventually, met, notYet, type Observations } from '../assert';
import { Inconclusive, Mismatch } from '../errors';
import { type Kube, scale } from '../kube';
import type { ClusterState, PodPlace } from './cluster-state';
import { deletePod } from './judge-pods';
import { type Round, stretchesOf } from './round';
import type { Weight } from './weight';
import type { Workload } from './workload';

const scaledDownWithinMs = 30_000;
const goneWithinMs = 60_000;
const placedWithinMs = 30_000;
/** The scheduler tries again within a second when something has changed for a pod it could not place. */
const lateWithinMs = 5000;
/** A shell that runs as PID 1 ignores SIGTERM: the usual 30 s of grace would all be waited out. */
const graceSeconds = 1;

/** Starts workloads anew, one after the other, each drawn to where it is wanted. */
export class Placer {
  constructor(
    private readonly kube: Kube,
    private readonly cluster: Observations<ClusterState>,
    private readonly weight: Weight,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Ends all pods of all workloads, then starts the workloads in the round's order. Resolves with where the pods are,
   * once each has a node or the scheduler has found none for it.
   *
   * Rejects with Inconclusive when pods do not end, or when a controller or the scheduler does not do its work.
   */
  async place(round: Round<Workload>): Promise<readonly PodPlace[]> {
    await this.empty(round.map(({ workload }) => workload));
    for (const { workload, aim } of round) {
      for (const { node, upTo } of stretchesOf(aim)) {
        await this.weight.moveTo(node);
        await scale(this.kube, workload.ref, upTo, { signal: this.signal });
        await this.placed(workload, upTo);
      }
    }
    await this.holds(everyPodHasANode, lateWithinMs);
    return (await this.cluster.observe(this.signal)).pods.filter(isThere);
  }

  private async empty(workloads: readonly Workload[]): Promise<void> {
    await Promise.all(workloads.map(({ ref }) => scale(this.kube, ref, 0, { signal: this.signal })));
    await this.require(everyWorkloadIsAtZero, scaledDownWithinMs, 'the controllers did not scale down to 0');
    const { pods } = await this.cluster.observe(this.signal);
    const going = pods.filter(isOfAWorkload);
    await Promise.all(going.map((pod) => deletePod(this.kube, pod, graceSeconds, this.signal)));
    await this.require(noPodIsLeft, goneWithinMs, 'pods that were scaled to 0 did not end');
  }

  /** A pod that its controller may not create is missing, and that is judged; a controller that is idle is not. */
  private async placed(workload: Workload, count: number): Promise<void> {
    if (await this.holds(isPlaced(workload, count), placedWithinMs)) return;
    await this.require(isHeeded(workload), scaledDownWithinMs, `the controllers did not scale ${workload.name} up`);
    await this.weight.proveScheduler();
  }

  /** Whether it comes to that in time. */
  private async holds(condition: Condition<ClusterState>, withinMs: number): Promise<boolean> {
    try {
      await eventually(this.cluster, condition, { withinMs, signal: this.signal });
      return true;
    } catch (error) {
      if (error instanceof Mismatch) return false;
      throw error;
    }
  }

  private async require(condition: Condition<ClusterState>, withinMs: number, what: string): Promise<void> {
    try {
      await eventually(this.cluster, condition, { withinMs, what, signal: this.signal });
    } catch (error) {
      throw error instanceof Mismatch ? new Inconclusive(error.explanation, { cause: error }) : error;
    }
  }
}

function isOfAWorkload({ workload, leaving }: PodPlace): boolean {
  return workload !== undefined || leaving;
}

function isThere({ leaving, over }: PodPlace): boolean {
  return !leaving && !over;
}

function everyWorkloadIsAtZero({ workloads }: ClusterState) {
  const not = workloads.filter(({ replicas, heeded }) => replicas > 0 || !heeded);
  return not.length === 0 ? met('all at 0') : notYet(`not at 0: ${not.map(({ name }) => name).join(', ')}`);
}

function noPodIsLeft({ workloads, pods }: ClusterState) {
  const left = pods.filter(isOfAWorkload).map(({ name }) => name);
  const counted = workloads.filter((workload) => workload.counted > 0).map(({ name }) => `a pod of ${name}`);
  const all = left.length > 0 ? left : counted;
  return all.length === 0 ? met('no pod is left') : notYet(`still there: ${all.join(', ')}`);
}

function isPlaced({ uid }: Workload, count: number): Condition<ClusterState> {
  return ({ pods }) => {
    const own = pods.filter((pod) => pod.workload === uid && isThere(pod));
    const done = own.filter(({ node, unschedulable }) => node !== undefined || unschedulable).length;
    const words = `${done} of ${count} pods placed or unschedulable`;
    return own.length >= count && done === own.length ? met(words) : notYet(words);
  };
}

function isHeeded({ uid }: Workload): Condition<ClusterState> {
  return ({ workloads }) =>
    workloads.some((workload) => workload.uid === uid && workload.heeded) ? met('heeded') : notYet('not heeded');
}

function everyPodHasANode({ pods }: ClusterState) {
  const none = pods.filter((pod) => pod.node === undefined && isThere(pod)).map(({ name }) => name);
  return none.length === 0 ? met('all placed') : notYet(`no node for ${none.join(', ')}`);
}
