/**
 * What an observation means for a claim. `not-yet` may still become met; `impossible` never will; `unknown` is no
 * observation at all and becomes neither a pass nor a fail.
 */
export type State = 'met' | 'not-yet' | 'impossible' | 'unknown';

export interface Judgement {
  readonly state: State;
  /** What was seen, in words that name values: the `last:` line of a message. */
  readonly detail: string;
  /** The typed word of what was seen, for {@link Mismatch.outcome}. */
  readonly outcome?: string;
}

/** Judges one observation. Pure. */
export type Condition<T> = (observed: T) => Judgement;

/** Judges one observation of a window against the window's first one. Every {@link Condition} is one. */
export type Invariant<T> = (observed: T, atStart: T) => Judgement;

export const met = judgement('met');
export const notYet = judgement('not-yet');
export const impossible = judgement('impossible');
export const unknown = judgement('unknown');

function judgement(state: State): (detail: string, outcome?: string) => Judgement {
  return (detail, outcome) => (outcome === undefined ? { state, detail } : { state, detail, outcome });
}
