/** Milliseconds of every run of one measure, in the order they were taken. */
export type Samples = Readonly<Record<string, readonly number[]>>;

/** The middle one; of an even number the mean of the two in the middle. Throws for none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** Collects samples by name. */
export class Stopwatch {
  private readonly taken: Record<string, number[]> = {};

  record(name: string, value: number): void {
    this.taken[name] = [...(this.taken[name] ?? []), value];
  }

  /** Resolves with what `work` resolves with, and records the milliseconds it took. */
  async time<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await work();
    this.record(name, performance.now() - start);
    return result;
  }

  samples(): Samples {
    return this.taken;
  }
}
