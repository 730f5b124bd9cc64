import { clausesOf, overlap, type Span } from './clauses';
import { hedgesIn } from './hedges';
import { type Negations, negationsIn } from './negation';
import type { Sentence } from './sentences';
import { type VersionMention, versionsIn } from './versions';
import { type Place, placesOf, type WordList } from './words';

/** A word of a rubric as a sentence has it. */
export interface Said extends Place {
  readonly negated: boolean;
  /** Said not to be so, or not to matter. */
  readonly denied: boolean;
  readonly maybe: boolean;
  readonly condition: boolean;
}

/** A version as a sentence has it, in a sentence of its own or of the one before. */
export interface SaidVersion extends VersionMention {
  readonly maybe: boolean;
  /** The product that was spoken of last, where the number has none of its own. */
  readonly topic?: string;
}

/** A sentence with what the rubric's words are in it. */
export interface Analysis {
  readonly sentence: Sentence;
  readonly clauses: readonly Span[];
  readonly words: readonly Said[];
  readonly versions: readonly SaidVersion[];
}

/** Finds the rubric's words in a report's sentences, in order. */
export function analyse(
  sentences: readonly Sentence[],
  lists: readonly WordList[],
  products: readonly string[],
): readonly Analysis[] {
  let topic: string | undefined;
  return sentences.map((sentence) => {
    const text = sentence.normalized;
    const places = lists.flatMap((list) => placesOf(list, text)).toSorted((a, b) => a.start - b.start);
    if (places.length === 0 && !/\d\.\d/.test(text)) return { sentence, clauses: [], words: [], versions: [] };
    const clauses = clausesOf(text);
    const named = places.filter(({ list }) => products.includes(list));
    const hedges = hedgesIn(text, clauses);
    const maybe = (span: Span) => hedges.some((hedge) => hedge.kind === 'maybe' && overlap(hedge, span));
    const versions = versionsIn(text, named, clauses).map((mention) => {
      const last = named.findLast(({ end }) => end <= mention.start)?.list ?? topic ?? named[0]?.list;
      return { ...mention, maybe: maybe(mention), ...(last ? { topic: last } : {}) };
    });
    topic = named.at(-1)?.list ?? topic;
    const negations = negationsIn(text, places, clauses);
    const words = places.map((place) => ({
      ...place,
      ...polarityOf(place, negations, products),
      maybe: maybe(place),
      condition: hedges.some((hedge) => hedge.kind === 'condition' && overlap(hedge, place)),
    }));
    return { sentence, clauses, words, versions };
  });
}

function polarityOf(
  place: Place,
  { negated, denied, untrue }: Negations,
  products: readonly string[],
): Pick<Said, 'negated' | 'denied'> {
  const odd = negated.filter((other) => other === place).length % 2 === 1;
  const isIn = (spans: readonly Span[]) => spans.some((span) => overlap(span, place));
  // "It is not true that Cilium does not replace it" says yes to the replacing, and leaves Cilium what it is.
  if (isIn(untrue) && !products.includes(place.list)) return { negated: false, denied: !odd };
  return { negated: odd, denied: isIn(denied) };
}
