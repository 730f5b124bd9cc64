import { setTimeout as sleep } from 'node:timers/promises';

export interface UntilOptions {
  /** What the error says when the deadline fires: `worker01 did not boot`. */
  readonly what: string;
  readonly withinMs: number;
  readonly everyMs?: number;
  readonly signal?: AbortSignal;
  /** Words of the last observation, for the error. */
  readonly last?: () => string | Promise<string>;
}

/**
 * Waits for what only polling can tell about this machine (a process, a file). What a cluster says is watched instead:
 * support/observe. Rejects when the deadline fires, when aborted, or with what the check throws.
 */
export async function until(check: () => boolean | Promise<boolean>, options: UntilOptions): Promise<void> {
  const { what, withinMs, everyMs = 20, signal, last } = options;
  const deadline = performance.now() + withinMs;
  while (!(await check())) {
    signal?.throwIfAborted();
    if (performance.now() > deadline) {
      const seen = last ? `\n  last: ${await last()}` : '';
      throw new Error(`${what} within ${withinMs / 1000}s${seen}`);
    }
    await sleep(everyMs, undefined, signal ? { signal } : {});
  }
}
