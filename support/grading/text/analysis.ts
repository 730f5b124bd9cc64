import { clausesOf, overlap, type Span } from './clauses';
import { hedgesIn } from './hedges';
import { type Negations, negationsIn } from './negation';
import type { Sentence } from './sentences';
import type { Speller } from './spelling';
import { type Thoughts, thoughtsIn, type Verdict } from './thoughts';
import { nextReleasesIn, type VersionMention, versionsIn } from './versions';
import { type Place, placesOf, type WordList } from './words';

/** A word of a rubric as a sentence has it. */
export interface Said extends Place {
  readonly negated: boolean;
  /** Said not to be so, or not to matter, here or in the next sentence. */
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

/** What was spoken of last: a product, and a version of one. */
interface Past {
  readonly topic?: string;
  readonly version?: SaidVersion;
}

interface Draft extends Analysis {
  readonly thoughts: Thoughts;
}

/** The rubric's part in the reading of a sentence. */
export interface Vocabulary {
  readonly lists: readonly WordList[];
  readonly products: readonly string[];
  readonly respelt: Speller;
}

/** Finds the rubric's words in a report's sentences, in order. */
export function analyse(sentences: readonly Sentence[], vocabulary: Vocabulary): readonly Analysis[] {
  let past: Past = {};
  const drafts = sentences.map((sentence) => {
    const { draft, topic } = draftOf(sentence, vocabulary, past);
    past = { ...past, ...(topic ? { topic } : {}), ...lastOf(draft.versions) };
    return draft;
  });
  return drafts.map((draft, at) => settled(draft, followerOf(draft, drafts[at + 1])));
}

function draftOf(sentence: Sentence, { lists, products, respelt }: Vocabulary, past: Past) {
  const text = respelt(sentence.normalized);
  const places = lists.flatMap((list) => placesOf(list, text)).toSorted((a, b) => a.start - b.start);
  const clauses = clausesOf(text);
  const thoughts = thoughtsIn(text, clauses);
  if (places.length === 0 && !/\d\.\d/.test(text))
    return { draft: { sentence, clauses, words: [], versions: [], thoughts }, topic: undefined };
  const named = places.filter(({ list }) => products.includes(list));
  const hedges = hedgesIn(text, clauses);
  const maybe = (span: Span) => hedges.some((hedge) => hedge.kind === 'maybe' && overlap(hedge, span));
  const numbers = versionsIn(text, named, clauses).map((mention) => {
    const last = named.findLast(({ end }) => end <= mention.start)?.list ?? past.topic ?? named[0]?.list;
    return { ...mention, maybe: maybe(mention), ...(last ? { topic: last } : {}) };
  });
  const next = nextReleasesIn(text, numbers[0] ?? past.version);
  const versions = [...numbers, ...next.map((mention) => ({ ...mention, maybe: maybe(mention) }))];
  const negations = negationsIn(text, places, clauses);
  const words = places.map((place) => ({
    ...place,
    ...polarityOf(place, negations, products),
    maybe: maybe(place),
    condition: hedges.some((hedge) => hedge.kind === 'condition' && overlap(hedge, place)),
  }));
  return { draft: { sentence, clauses, words, versions, thoughts }, topic: named.at(-1)?.list };
}

function lastOf(versions: readonly SaidVersion[]): Pick<Past, 'version'> {
  const version = versions.at(-1);
  return version ? { version } : {};
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

/** The sentence after one, where what it says of "this" can be about that one. */
function followerOf({ sentence }: Draft, next: Draft | undefined): Draft | undefined {
  return next?.sentence.section === sentence.section && next.sentence.voice === 'own' ? next : undefined;
}

/** Thoughts are guesses until they are confirmed; what is rejected, thought or claim, is denied. */
function settled({ thoughts: { entertained, verdicts }, ...analysis }: Draft, next: Draft | undefined): Analysis {
  const later = next?.thoughts.verdicts.filter(({ earlier }) => earlier) ?? [];
  const own = verdicts.filter(({ earlier }) => !earlier);
  const isIn = (span: Span) => entertained.some((thought) => overlap(thought, span));
  const says = (kind: Verdict['kind'], span: Span) =>
    own.some((verdict) => verdict.kind === kind && span.end <= verdict.start) ||
    (later.some((verdict) => verdict.kind === kind) && (entertained.length === 0 || isIn(span)));
  const isOpen = (span: Span) => isIn(span) && !says('confirmed', span);
  return {
    ...analysis,
    words: analysis.words.map((word) => ({
      ...word,
      denied: word.denied || says('rejected', word),
      maybe: word.maybe || isOpen(word),
    })),
    versions: analysis.versions.map((version) => ({ ...version, maybe: version.maybe || isOpen(version) })),
  };
}
