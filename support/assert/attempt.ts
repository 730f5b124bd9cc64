import type { Clock } from '../clock';
import { BadInput, Inconclusive, Mismatch, messageOf, Unsupported } from '../errors';
import type { Condition, Judgement } from './judgement';
import { unknown } from './judgement';
import type { Probe } from './observation';

const defaultLimitMs = 10_000;

/** One look and what it means. There is no value when nothing could be observed. */
export interface Attempt<T> {
  readonly judgement: Judgement;
  readonly value?: T;
}

/**
 * Looks once. What a probe throws means that nothing was observed, unless it is a verdict of its own. A probe that
 * neither answers nor heeds its signal is left behind after its limit.
 */
export async function attempt<T>(
  source: Probe<T>,
  condition: Condition<T>,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<Attempt<T>> {
  const limitMs = source.limitMs ?? defaultLimitMs;
  try {
    const value = await bounded((inner) => source.observe(inner), { limitMs, clock, signal });
    return value === expired
      ? { judgement: unknown(`no answer from the probe after ${limitMs / 1000}s`, 'unknown') }
      : { judgement: condition(value), value };
  } catch (error) {
    if (signal?.aborted || isVerdict(error)) throw error;
    return { judgement: unknown(messageOf(error), 'unknown') };
  }
}

function isVerdict(error: unknown): boolean {
  return error instanceof Mismatch || error instanceof BadInput || error instanceof Unsupported;
}

export const expired = Symbol('expired');

interface Bounds {
  readonly limitMs: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** Runs work until it settles, its limit is over or the caller gives up, and takes its signal back in every case. */
export async function bounded<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { limitMs, clock, signal }: Bounds,
): Promise<T | typeof expired> {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const inner = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const over = clock.sleep(limitMs, inner).then((): typeof expired => expired);
  const running = Promise.resolve().then(() => work(inner));
  running.catch(() => {}); // settles unheard when it was left behind
  over.catch(() => {});
  try {
    return await Promise.race([running, over, ...(signal ? [aborted(signal, stop.signal)] : [])]);
  } finally {
    stop.abort();
  }
}

/** Rejects when the signal aborts; lets go of it when `done` does. */
function aborted(signal: AbortSignal, done: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: done });
  });
}

/** The error for a wait that its caller ended: nothing was decided. */
export function interrupted(what: string, last: string | undefined): Inconclusive {
  return new Inconclusive({ what: `${what}: interrupted before it was decided`, ...(last ? { last } : {}) });
}
