import { setTimeout as delay } from 'node:timers/promises';

/** A moment, on the monotonic clock for arithmetic and on the wall clock for people. */
export interface Instant {
  /** Monotonic milliseconds: never jumps when the machine's time is set. */
  readonly ms: number;
  readonly date: Date;
}

/** Time as something that is handed in, so that waits are tested without waiting. */
export interface Clock {
  /** Monotonic milliseconds. */
  now(): number;
  date(): Date;
  /** Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  sleep: async (ms, signal) => {
    await delay(Math.max(0, ms), undefined, signal ? { signal } : {});
  },
};

/** The moment it is on a clock. */
export function stamp(clock: Clock): Instant {
  return { ms: clock.now(), date: clock.date() };
}

/** A duration as messages show it: `350ms`, `2.5s`, `60s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}ms`;
  return `${Number((ms / 1000).toFixed(1))}s`;
}
