import type { RollOutPlan } from './roll-outs';

/** What repeated roll-outs have shown, for the report: a weaker claim than every placement. */
export interface RollOutsReport {
  readonly wanted: number;
  /** Those that the claim held in. */
  readonly held: number;
  readonly seed: number;
  /** Placements in words, each once, with how many roll-outs came to it; also the one that decided against the claim. */
  readonly seen: readonly { readonly placement: string; readonly times: number }[];
}

/** Counts what roll-outs come to, so that there is a report however they end. */
export class SeenPlacements {
  private readonly times = new Map<string, number>();
  private ended = 0;

  constructor(private readonly plan: RollOutPlan) {}

  came(placement: string): void {
    this.times.set(placement, (this.times.get(placement) ?? 0) + 1);
  }

  held(): void {
    this.ended += 1;
  }

  get report(): RollOutsReport {
    const seen = [...this.times].map(([placement, times]) => ({ placement, times }));
    return { wanted: this.plan.count, held: this.ended, seed: this.plan.seed, seen };
  }
}
