import { closest } from 'fastest-levenshtein';
import { BadInput } from './errors';

/** The known word nearest to the one that was written; undefined when nothing is known. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  return known.length === 0 ? undefined : closest(word, known);
}

/**
 * The refusal of a word nobody knows, with the nearest known one.
 * @param kind what the word stands for, with its article where a sentence needs one: `CNI`, `row of the cluster's table`.
 */
export function unknownWord(kind: string, word: string, known: readonly string[]): BadInput {
  return new BadInput({
    what: `unknown ${kind} "${word}"`,
    next:
      known.length === 0 ? `there is no ${kind} here` : `write "${nearest(word, known)}" (known: ${known.join(', ')})`,
  });
}
