import { distance } from 'fastest-levenshtein';
import { normalize } from './normalize';

/** A proper name that a rubric declares, ready to be compared. */
interface Name {
  /** What a misspelt one becomes. */
  readonly written: string;
  readonly letters: string;
  /** Of how many words it may be written. */
  readonly parts: number;
}

/** Puts misspelt names right in a normalized sentence. */
export type Speller = (sentence: string) => string;

/** Shorter names are too near to other words. In letters. */
export const shortestName = 6;
const longName = 10;

/**
 * Finds names in spite of a slip: one letter too many, missing or another, or two neighbours swapped; two slips in a name of ten letters.
 * The first letter has to be right, so that `externalTrafficPolicy` is no misspelt `internalTrafficPolicy`.
 */
export function spellerOf(names: readonly string[]): Speller {
  const known = names.map((name): Name => {
    // `internalTrafficPolicy` may be written in three words.
    const apart = name.replace(/([a-z])(?=[A-Z])/g, '$1 ');
    return { written: normalize(name), letters: lettersOf(normalize(name)), parts: apart.split(/[\s_-]+/).length };
  });
  return (sentence) => {
    const words = [...sentence.matchAll(/[a-z]{2,40}/g)].map(({ index, 0: word }) => ({ word, index }));
    const parts: string[] = [];
    let end = 0;
    for (let at = 0; at < words.length; at++) {
      const found = misspelt(sentence, words, at, known);
      if (!found) continue;
      parts.push(sentence.slice(end, words[at]?.index), found.written);
      end = found.end;
      at += found.words - 1;
    }
    return end === 0 ? sentence : [...parts, sentence.slice(end)].join('');
  };
}

type Word = { readonly word: string; readonly index: number };

function misspelt(sentence: string, words: readonly Word[], at: number, names: readonly Name[]) {
  const { word, index } = words[at] as Word;
  for (const { written, letters, parts } of names.filter((name) => name.letters[0] === word[0])) {
    for (let count = 1; count <= parts && at + count <= words.length; count++) {
      const last = words[at + count - 1] as Word;
      const end = last.index + last.word.length;
      if (end - index > letters.length + parts + 2) break;
      const seen = sentence.slice(index, end);
      if (!/^[a-z]+(?:[\s_-][a-z]+)*$/.test(seen)) break;
      if (lettersOf(seen) === letters) return undefined;
      if (isSlip(lettersOf(seen), letters)) return { written, end, words: count };
    }
  }
  return undefined;
}

const lettersOf = (text: string) => text.replace(/[^a-z]/g, '');

function isSlip(seen: string, name: string): boolean {
  if (Math.abs(seen.length - name.length) > 2) return false;
  const slips = distance(seen, name);
  if (slips === 1) return true;
  if (slips !== 2) return false;
  return name.length >= longName || [...seen].toSorted().join('') === [...name].toSorted().join('');
}
