import { clauseAt, overlap, type Span } from './clauses';
import { englishNegations } from './negation-english';
import { japaneseNegations } from './negation-japanese';
import type { Place } from './words';

/** What a normalized sentence says "no" to. */
export interface Negations {
  /** Places of words, once for every "not" that is about them: twice not is so. */
  readonly negated: readonly Place[];
  /** What is said here is said not to be so, or not to matter: "X is not the cause". */
  readonly denied: readonly Span[];
  /** What is said here is said to be untrue: what is negated within is so, what is not is denied. */
  readonly untrue: readonly Span[];
}

const denials =
  /(?:原因|理由|要因|せい|関係|関連|影響)(?:(?:が|は|も|で|では|じゃ|とは|し|して)*) ?(?:ない|なく|なかった|ありません|無い|無く|無し|なし|い?ません)|無関係|(?:と|という|との)(?:の|こと|考え|説明|説)?(?:は|が)?(?:誤り|間違い(?!な)|嘘|正しくな)|(?:\bnot|n't) (?:actually |really )?(?:the |a |its |our )?(?:real |root |actual )?(?:cause|reason|culprit|issue|explanation|why|true|the case|correct|relevant|related|responsible|to blame)\b|\b(?:nothing to do with|unrelated|irrelevant|does(?: not|n't) matter|no (?:influence|effect|bearing) (?:up)?on|no (?:relation|matter)|(?:is|was) (?:false|wrong|incorrect|untrue))\b/gu;
// "It is not true that …", "not because …": about what follows, commas or not.
const forward =
  /(?:\bnot|n't) (?:true|the case|correct|right|think|believe|mean|agree|assume)(?: that)?\b|(?:\bnot|n't) (?:because|that)\b|\b(?:false|wrong|incorrect|untrue|mistake to think|wrong to (?:say|think|assume)|myth) that\b|\b(?:nor|neither) (?:do|does|did|is|are|was|has|have|can|could|will)\b/gu;

/** Words of a sentence that are negated, and stretches that are denied. */
export function negationsIn(sentence: string, places: readonly Place[], clauses: readonly Span[]): Negations {
  const untrue = [...sentence.matchAll(forward)].map(({ index, 0: match }) => ({
    start: index,
    end: clauseAt(clauses, index + match.length).end,
  }));
  const denied = [...sentence.matchAll(denials)]
    .map(({ index, 0: match }) => ({
      start: clauseAt(clauses, index).start,
      end: colonAfter(sentence, index + match.length, clauseAt(clauses, index).end),
    }))
    .filter((span) => !untrue.some((other) => overlap(other, span)));
  return {
    negated: [...englishNegations(sentence, places, clauses), ...japaneseNegations(sentence, places)],
    denied,
    untrue,
  };
}

/** "That was wrong: X" says X. */
function colonAfter(sentence: string, from: number, end: number): number {
  const colon = sentence.slice(from, end).search(/:\s/);
  return colon < 0 ? Math.max(from, end) : from + colon;
}
