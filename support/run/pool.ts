import type { WorkerProcess } from './worker-process';

export interface Workers<T> {
  /** So many at once at most. */
  readonly width: number;
  /** What the items that run at once share, and how much of it each takes. One that takes more than all runs alone. */
  readonly room: number;
  roomOf(item: T): number;
  /** One that waits, or a new one. */
  next(): WorkerProcess;
  giveBack(worker: WorkerProcess): void;
}

/**
 * Works through a queue: of the items that fit beside those that run the one that takes most, and of equals the first.
 * Small ones fill the gaps beside large ones; kept for the end, large ones would run one by one. Rejects with the first
 * failure.
 */
export async function workThrough<T>(
  queue: readonly T[],
  workers: Workers<T>,
  work: (item: T, worker: WorkerProcess) => Promise<void>,
): Promise<void> {
  const waiting = queue.toSorted((one, other) => workers.roomOf(other) - workers.roomOf(one));
  const running = new Set<Promise<void>>();
  let taken = 0;
  const start = (item: T): void => {
    const room = workers.roomOf(item);
    const worker = workers.next();
    taken += room;
    const done = work(item, worker).finally(() => {
      taken -= room;
      running.delete(done);
      workers.giveBack(worker);
    });
    running.add(done);
  };
  while (waiting.length > 0) {
    const fits = waiting.findIndex((item) => running.size === 0 || taken + workers.roomOf(item) <= workers.room);
    if (fits >= 0 && running.size < workers.width) waiting.splice(fits, 1).forEach(start);
    else await Promise.race(running);
  }
  await Promise.all(running);
}
