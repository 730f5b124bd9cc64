import { boundedRegex } from './bounded-regex';
import { foldKana, normalize } from './normalize';

/** A word of a list as a rubric writes it: `kube proxy` (also kube-proxy, kubeproxy), `replac*`, `置き換え`, or an expression. */
export type Word = string | { readonly regex: string };

/** A list of words that mean the same, ready to be searched for. */
export interface WordList {
  readonly name: string;
  readonly expressions: readonly RegExp[];
}

/** Where a word of a list stands in a normalized sentence. */
export interface Place {
  readonly list: string;
  readonly start: number;
  readonly end: number;
}

/** Throws BadInput for an expression that is not bounded. */
export function wordList(name: string, words: readonly Word[]): WordList {
  const literals = words.filter((word) => typeof word === 'string').map(literal);
  const expressions = words
    .filter((word) => typeof word !== 'string')
    .map(({ regex }) => boundedRegex(foldKana(regex)));
  const all = literals.length > 0 ? [new RegExp(literals.toSorted(longestFirst).join('|'), 'gu')] : [];
  return { name, expressions: [...all, ...expressions] };
}

const longestFirst = (a: string, b: string) => b.length - a.length;

/** Latin words end where their letters do; Japanese ones have no ends to see. */
function literal(word: string): string {
  const prefix = word.endsWith('*');
  const plain = foldKana(normalize(prefix ? word.slice(0, -1) : word));
  const body = plain
    .split(/[\s_-]+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('[\\s_-]{0,2}');
  const before = /^[a-z0-9]/.test(plain) ? '(?<![a-z0-9])' : '';
  const after = prefix ? '[a-z]{0,20}' : /[a-z0-9]$/.test(plain) ? '(?![a-z0-9])' : '';
  return `${before}${body}${after}`;
}

/** A sentence that says a word more often says nothing more by it; the square of their number is time. */
export const mostFinds = 20;

/** The places of a list's words in a normalized sentence, at most {@link mostFinds} of an expression. */
export function placesOf(list: WordList, sentence: string): readonly Place[] {
  const folded = foldKana(sentence);
  return list.expressions.flatMap((expression) =>
    firstOf(folded.matchAll(expression), mostFinds)
      .filter(([match]) => match !== '')
      .map(({ index, 0: match }) => ({ list: list.name, start: index, end: index + match.length })),
  );
}

/** The first of what an iterator has, without asking it for more. */
export function firstOf<T>(all: Iterable<T>, most: number): readonly T[] {
  const first: T[] = [];
  for (const one of all) {
    if (first.length === most) break;
    first.push(one);
  }
  return first;
}
