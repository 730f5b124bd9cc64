import { type Condition, type Judgement, met, notYet, unknown } from '../assert';

/** What every probe's outcome has: its word, and the tool's words for it. */
export interface Outcome {
  readonly kind: string;
  readonly words: string;
}

/** Whether the tool could be asked at all. */
export function hasSeen({ kind }: Outcome): boolean {
  return kind !== 'probe-missing' && kind !== 'unknown';
}

/** A tool that could not be asked has seen nothing, whatever is claimed. */
export function judged<T extends Outcome>(outcome: T, judge: (outcome: T) => Judgement): Judgement {
  if (!hasSeen(outcome)) return unknown(outcome.words, outcome.kind);
  return judge(outcome);
}

/** Met by outcomes of these kinds and by no other: a claim that something fails names the way in which it does. */
export function isOneOf<T extends Outcome>(...kinds: readonly T['kind'][]): Condition<T> {
  return (outcome) =>
    judged(outcome, ({ kind, words }) => (kinds.includes(kind) ? met(words, kind) : notYet(words, wordOf(outcome))));
}

/** The word for a Mismatch: the kind, with the status where it is HTTP's. */
export function wordOf(outcome: Outcome): string {
  return 'status' in outcome ? `http-${outcome.status}` : outcome.kind;
}
