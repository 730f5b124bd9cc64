import { duration } from '../clock';
import type { Cursor } from './cursor';
import type { Invariant, Judgement } from './judgement';
import type { Sample } from './observation';

export interface WindowOptions {
  readonly forMs: number;
  /** The longest that the history may go without a proof that it is complete. */
  readonly maxGapMs: number;
}

/** How a window ended. */
export type WindowEnd<T> =
  | { readonly kind: 'held'; readonly samples: readonly Sample<T>[] }
  | { readonly kind: 'violated'; readonly judgement: Judgement; readonly by: Sample<T> }
  | { readonly kind: 'hole'; readonly reason: string; readonly afterMs: number };

/**
 * Follows a history from `startMs` on. A window is held only when the history is proven complete up to its end and
 * every sample until that proof is as it must be: one that arrives between the end and the proof may have happened
 * inside, so it counts.
 */
export async function followWindow<T>(
  cursor: Cursor<T>,
  first: Sample<T>,
  startMs: number,
  invariant: Invariant<T>,
  { forMs, maxGapMs }: WindowOptions,
): Promise<WindowEnd<T>> {
  const samples = [first];
  let completeMs = startMs;
  const hole = (reason: string): WindowEnd<T> => ({ kind: 'hole', reason, afterMs: Math.max(0, completeMs - startMs) });
  for (;;) {
    const entry = await cursor.next(completeMs + maxGapMs);
    if (!entry || entry.at.ms - completeMs > maxGapMs) return hole(`nothing was seen for ${duration(maxGapMs)}`);
    if (entry.kind === 'gap') return hole(entry.reason);
    completeMs = Math.max(completeMs, entry.at.ms);
    if (entry.kind === 'sample') {
      samples.push(entry);
      const judgement = invariant(entry.value, first.value);
      if (judgement.state === 'unknown') return hole(judgement.detail);
      if (judgement.state !== 'met') return { kind: 'violated', judgement, by: entry };
    } else if (entry.at.ms >= startMs + forMs) {
      return { kind: 'held', samples };
    }
  }
}
