import { type Clock, duration } from '../clock';
import { Inconclusive, Mismatch } from '../errors';
import type { Cursor } from './cursor';
import type { Invariant, Judgement } from './judgement';
import type { Observations, Sample } from './observation';
import { begin, bounds, decided, moment, type StayOptions, sentence } from './stays-for';
import { followWindow, type WindowEnd } from './window';

export interface EventuallyStaysOptions extends StayOptions {
  /** The latest moment for a window to begin, in milliseconds from now. */
  readonly beginWithinMs: number;
}

/**
 * Like staysFor, but the window may begin at any time within `beginWithinMs`: a violation or a hole closes a window,
 * and the next one begins with the next observation that is as it must be. Resolves with the samples of the first
 * window that held.
 *
 * Rejects with Mismatch when no window held; with Inconclusive when the history has a hole where one might have.
 */
export async function eventuallyStays<T>(
  stream: Observations<T>,
  invariant: Invariant<T>,
  options: EventuallyStaysOptions,
): Promise<readonly Sample<T>[]> {
  return decided(stream, options, async () => {
    const { cursor, first, startMs, clock } = await begin(stream, options);
    const search = new Search(cursor, invariant, startMs + options.beginWithinMs, bounds(options).maxGapMs, clock);
    let candidate: Sample<T> | undefined = first;
    let closed: Closed<T> | undefined;
    for (let windows = 0; ; windows++) {
      const opening: Sample<T> | undefined = await search.next(candidate);
      if (!opening) throw neverStayed(stream, options, search, closed, windows);
      const openedMs = Math.max(startMs, opening.at.ms);
      const end: WindowEnd<T> = await followWindow(cursor, opening, openedMs, invariant, bounds(options));
      if (end.kind === 'held') return end.samples;
      closed = { end, openedMs };
      candidate = end.kind === 'violated' ? end.by : undefined;
    }
  });
}

interface Closed<T> {
  readonly end: Exclude<WindowEnd<T>, { kind: 'held' }>;
  readonly openedMs: number;
}

/** Looks for the next observation that a window can begin with. */
class Search<T> {
  /** The last judgement of the last search: `undefined` when there was nothing to judge. */
  seen: Judgement | undefined;
  /** Why the end of the last search cannot be trusted. */
  lost: string | undefined;

  constructor(
    private readonly cursor: Cursor<T>,
    private readonly invariant: Invariant<T>,
    private readonly deadlineMs: number,
    private readonly maxGapMs: number,
    private readonly clock: Clock,
  ) {}

  async next(candidate: Sample<T> | undefined): Promise<Sample<T> | undefined> {
    let completeMs = this.clock.now();
    this.seen = undefined;
    this.lost = undefined;
    for (let sample = candidate; ; ) {
      if (sample && sample.at.ms > this.deadlineMs) return undefined;
      if (sample) {
        this.seen = this.invariant(sample.value, sample.value);
        if (this.seen.state === 'met') return sample;
      }
      const entry = await this.cursor.next(this.deadlineMs);
      if (!entry || entry.at.ms > this.deadlineMs) {
        if (this.deadlineMs - completeMs > this.maxGapMs)
          this.lost ??= `nothing was seen for ${duration(this.maxGapMs)}`;
        return undefined;
      }
      this.lost = entry.kind === 'gap' ? entry.reason : undefined;
      if (entry.kind !== 'gap') completeMs = Math.max(completeMs, entry.at.ms);
      sample = entry.kind === 'sample' ? entry : undefined;
    }
  }
}

function neverStayed<T>(
  stream: Observations<T>,
  options: EventuallyStaysOptions,
  { seen, lost }: Search<T>,
  closed: Closed<T> | undefined,
  windows: number,
): Error {
  const within = `in a window that begins within ${duration(options.beginWithinMs)}`;
  const next = options.next ? { next: options.next } : {};
  const hole = lost ?? (seen === undefined && closed?.end.kind === 'hole' ? closed.end.reason : undefined);
  if (hole !== undefined || seen?.state === 'unknown') {
    const what = `${stream.description}: the history has a hole, so it cannot be told ${within}`;
    return new Inconclusive({ what, last: hole ?? seen?.detail ?? 'nothing was seen', ...next });
  }
  const what = `${sentence(options, stream.description)} ${within}`;
  if (closed?.end.kind !== 'violated') {
    return new Mismatch({ what, ...(seen ? { last: seen.detail } : {}), ...next }, seen?.outcome);
  }
  const tried = windows === 1 ? '1 window tried, it was' : `${windows} windows tried, the last one was`;
  const { judgement } = closed.end;
  const when = moment(closed.end, closed.openedMs);
  return new Mismatch({ what: `${what} (${tried} ${when})`, last: judgement.detail, ...next }, judgement.outcome);
}
