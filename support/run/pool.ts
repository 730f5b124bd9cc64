import type { WorkerProcess } from './worker-process';

/**
 * Works through a queue with at most `width` workers. A worker is kept from one job to the next; one that died is
 * replaced. Stops handing out jobs when `stopped` says so.
 */
export async function workThrough<T>(
  queue: readonly T[],
  workers: { readonly width: number; next(): WorkerProcess },
  work: (item: T, worker: WorkerProcess) => Promise<void>,
): Promise<void> {
  const waiting = [...queue];
  async function lane(): Promise<void> {
    let worker: WorkerProcess | undefined;
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      if (!worker?.alive) worker = workers.next();
      await work(item, worker);
    }
  }
  await Promise.all(Array.from({ length: Math.min(workers.width, queue.length) }, lane));
}
