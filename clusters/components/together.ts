import type { SetupOptions } from './setup-event';

type Task<T> = (options: SetupOptions) => Promise<T>;
type Results<T extends readonly Task<unknown>[]> = { [K in keyof T]: Awaited<ReturnType<T[K]>> };

/**
 * Runs tasks side by side. When one fails the others are aborted, and the first failure is passed on once all have
 * ended: nobody waits minutes for a build to learn that root is missing, and nothing is left half-done.
 */
export async function together<const T extends readonly Task<unknown>[]>(
  tasks: T,
  options: SetupOptions,
): Promise<Results<T>> {
  const failed = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
  const running = tasks.map((task) =>
    task({ ...options, signal }).catch((error: unknown) => {
      failed.abort(error);
      throw error;
    }),
  );
  const settled = await Promise.allSettled(running);
  options.signal?.throwIfAborted();
  if (failed.signal.aborted) throw failed.signal.reason;
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as Results<T>;
}
