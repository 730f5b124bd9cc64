import type { WorkerProcess } from './worker-process';

export interface Workers<T> {
  /** So many at once at most. */
  readonly width: number;
  /** Which part an item takes of each thing that the items that run at once share, 1 being all of it. */
  sharesOf(item: T): readonly number[];
  /** One that waits, or a new one. */
  next(): WorkerProcess;
  giveBack(worker: WorkerProcess): void;
}

/**
 * Works through a queue: of the items that fit beside those that run the one that takes most, and of equals the first.
 * Small ones fill the gaps beside large ones; kept for the end, large ones would run one by one. An item that fits nowhere
 * runs alone. Rejects with the first failure.
 */
export async function workThrough<T>(
  queue: readonly T[],
  workers: Workers<T>,
  work: (item: T, worker: WorkerProcess) => Promise<void>,
): Promise<void> {
  const waiting = queue.map((item) => ({ item, shares: workers.sharesOf(item) })).sort(byLargestShare);
  const running = new Map<Promise<void>, readonly number[]>();
  const start = ({ item, shares }: { item: T; shares: readonly number[] }): void => {
    const worker = workers.next();
    const done = work(item, worker).finally(() => {
      running.delete(done);
      workers.giveBack(worker);
    });
    running.set(done, shares);
  };
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ shares }) => fitsBeside([...running.values()], shares));
    if (next >= 0 && running.size < workers.width) waiting.splice(next, 1).forEach(start);
    else await Promise.race(running.keys());
  }
  await Promise.all(running.keys());
}

function byLargestShare(one: { shares: readonly number[] }, other: { shares: readonly number[] }): number {
  return Math.max(0, ...other.shares) - Math.max(0, ...one.shares);
}

function fitsBeside(running: readonly (readonly number[])[], shares: readonly number[]): boolean {
  if (running.length === 0) return true;
  return shares.every((share, kind) => running.reduce((sum, taken) => sum + (taken[kind] ?? 0), share) <= 1);
}
