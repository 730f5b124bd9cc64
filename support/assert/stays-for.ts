import { type Clock, duration, type Instant, systemClock } from '../clock';
import { Inconclusive, Mismatch, messageOf } from '../errors';
import { bounded, expired, interrupted } from './attempt';
import { Cursor } from './cursor';
import type { Invariant, Judgement } from './judgement';
import type { Observations, Sample } from './observation';
import { followWindow, type WindowEnd } from './window';

export interface StayOptions {
  /** Length of the window, in milliseconds. Never shortened. */
  readonly forMs: number;
  /** The longest that the history may go without a proof that nothing is missing. Milliseconds; 10 s unless told. */
  readonly maxGapMs?: number;
  /** The sentence of a failure without its window: `all 3 pods of deployment web did not stay Running`. */
  readonly what?: string;
  readonly next?: string;
  readonly clock?: Clock;
  readonly signal?: AbortSignal | undefined;
}

export const defaultMaxGapMs = 10_000;

/**
 * Decides on the history whether every observation of a window that begins now is as it must be. Resolves with the
 * window's samples, the one in force at its start first.
 *
 * Rejects with Mismatch that names the moment of the violation; with Inconclusive when the history has a hole inside
 * the window, when nothing can be observed at its start, or when aborted.
 */
export async function staysFor<T>(
  stream: Observations<T>,
  invariant: Invariant<T>,
  options: StayOptions,
): Promise<readonly Sample<T>[]> {
  return decided(stream, options, async () => {
    const { cursor, first, startMs } = await begin(stream, options);
    const end =
      endAtStart(invariant, first) ?? (await followWindow(cursor, first, startMs, invariant, bounds(options)));
    if (end.kind === 'held') return end.samples;
    throw end.kind === 'hole'
      ? inconclusive(stream, options, end)
      : mismatch(options, end, startMs, stream.description);
  });
}

/** A stream's current sample, and a cursor that reads on from it. */
export async function begin<T>(stream: Observations<T>, options: StayOptions) {
  const clock = options.clock ?? systemClock;
  const limitMs = options.maxGapMs ?? defaultMaxGapMs;
  const observe = (signal: AbortSignal) => stream.observe(signal);
  const seen = await bounded(observe, { limitMs, clock, signal: options.signal }).catch((error: unknown) => {
    if (options.signal?.aborted) throw error;
    throw inconclusive(stream, options, { reason: messageOf(error), afterMs: 0 });
  });
  const first = stream.entries.findLast((entry) => entry.kind === 'sample');
  if (seen === expired || !first) {
    throw inconclusive(stream, options, { reason: `nothing was seen for ${duration(limitMs)}`, afterMs: 0 });
  }
  const cursor = new Cursor(stream, clock, options.signal, stream.entries.length);
  return { cursor, first, startMs: clock.now(), clock };
}

/** Runs a decision; a caller that gives up gets an inconclusive end. */
export async function decided<R>(stream: { description: string }, options: StayOptions, decide: () => Promise<R>) {
  try {
    return await decide();
  } catch (error) {
    if (options.signal?.aborted) throw interrupted(stream.description, undefined);
    throw error;
  }
}

export function bounds({ forMs, maxGapMs = defaultMaxGapMs }: StayOptions) {
  return { forMs, maxGapMs };
}

function endAtStart<T>(invariant: Invariant<T>, first: Sample<T>): Exclude<WindowEnd<T>, { kind: 'held' }> | undefined {
  const judgement = invariant(first.value, first.value);
  if (judgement.state === 'met') return undefined;
  if (judgement.state === 'unknown') return { kind: 'hole', reason: judgement.detail, afterMs: 0 };
  return { kind: 'violated', judgement, by: first };
}

interface Violation {
  readonly judgement: Judgement;
  readonly by: { readonly at: Instant };
}

function mismatch(options: StayOptions, end: Violation, startMs: number, description: string): Mismatch {
  const what = `${sentence(options, description)}: ${moment(end, startMs)}`;
  const { next } = options;
  return new Mismatch({ what, last: end.judgement.detail, ...(next ? { next } : {}) }, end.judgement.outcome);
}

/** What did not stay as stated, and for how long it should have. */
export function sentence({ what, forMs }: StayOptions, description: string): string {
  return `${what ?? `${description}: did not stay as stated`} for ${duration(forMs)}`;
}

/** When a window was violated, for both kinds of clock. A change that came before the window counts as its start. */
export function moment({ by: { at } }: Violation, startMs: number): string {
  return `violated ${duration(Math.max(0, at.ms - startMs))} into the window (${at.date.toISOString()})`;
}

/** The end of a window whose history cannot be trusted. */
export function inconclusive(
  { description }: { description: string },
  { forMs, next }: StayOptions,
  { reason, afterMs }: { reason: string; afterMs: number },
): Inconclusive {
  const what = `${description}: the history has a hole ${duration(afterMs)} into the window of ${duration(forMs)}`;
  return new Inconclusive({ what, last: reason, ...(next ? { next } : {}) });
}
