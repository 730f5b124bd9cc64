import type { Observations } from '../assert';
import { Inconclusive, Mismatch } from '../errors';
import type { Kube } from '../kube';
import type { PodState } from '../observe';
import { silentNodes } from './nodes';
import { outcomeOf } from './outcome';
import { describePlacement, type PlacedPod } from './placement';
import { isAnyServed } from './served';
import { Situations } from './situation';
import type { Workload } from './workload';

/** A claim on some pods, or with {@link noPods} on the cluster as a whole, wherever pods are. */
export interface Claim {
  /** Begins to watch the pods that the claim is about. */
  readonly watch: () => Observations<readonly PodState[]>;
  /** Judges the claim where the pods are now; rejects as the assertions do. */
  readonly judge: (pods: Observations<readonly PodState[]>) => Promise<unknown>;
  /** The word of a failure; what became of the pods unless told. */
  readonly outcome?: (failure: Mismatch) => string | undefined;
}

export interface JudgeOptions {
  readonly workloads: readonly Workload[];
  /** Nodes whose kubelets have to vouch for a failure. */
  readonly nodes: readonly string[];
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
}

/** Judges a claim in one placement after the other, leaving out those that show nothing new. */
export class Judge {
  /** The placements that were judged, in words. */
  readonly judged: string[] = [];
  private readonly situations = new Situations();
  private served = false;

  constructor(
    private readonly kube: Kube,
    private readonly claim: Claim,
    private readonly options: JudgeOptions,
  ) {}

  /** Uids of the pods that the claim is about, as they are now. */
  async claimed(): Promise<ReadonlySet<string>> {
    return this.watching((stream) => this.uidsOf(stream));
  }

  /** Rejects with Mismatch that names the placement, `how` saying how it came about. */
  async take(pods: readonly PlacedPod[], how: string): Promise<void> {
    await this.watching(async (stream) => {
      const claimed = await this.uidsOf(stream);
      this.served ||= await isAnyServed(this.kube, claimed, this.options.signal);
      const view = { pods, claimed, served: this.served };
      if (!this.situations.isNew(view)) return;
      const where = describePlacement(this.options.workloads, pods);
      await this.decide(stream, where, how);
      this.situations.add(view);
      this.judged.push(where);
    });
  }

  private async decide(stream: Observations<readonly PodState[]>, where: string, how: string): Promise<void> {
    const { signal, nodes, progress } = this.options;
    const placement = `placement ${this.judged.length + 1}`;
    progress(`${how}: judging ${placement}: ${where}`);
    try {
      await this.claim.judge(stream);
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      const { what, ...rest } = error.explanation;
      const explanation = { what: `in ${placement} (${where}; ${how}): ${what}`, ...rest };
      const silent = await silentNodes(this.kube, nodes, signal);
      if (silent.length > 0) throw new Inconclusive({ ...explanation, last: silent.join('; ') }, { cause: error });
      const outcome = this.claim.outcome ? this.claim.outcome(error) : outcomeOf(await stream.observe(signal));
      throw new Mismatch(explanation, outcome, { cause: error });
    }
  }

  private async uidsOf(stream: Observations<readonly PodState[]>): Promise<ReadonlySet<string>> {
    return new Set((await stream.observe(this.options.signal)).map(({ uid }) => uid));
  }

  private async watching<R>(work: (stream: Observations<readonly PodState[]>) => Promise<R>): Promise<R> {
    const stream = this.claim.watch();
    try {
      return await work(stream);
    } finally {
      stream.close();
    }
  }
}
