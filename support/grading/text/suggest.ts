import type { Quote } from '../marks';
import { type Analysis, analyse } from './analysis';
import { better, type Match, matchIn, type Standing } from './matching';
import { materialOf } from './material';
import type { Alternative, TextGate, TextItem, TextRubric } from './rubric';
import { sentencesOf } from './sentences';

/** What the words of a report suggest for an item. A judge decides. */
export interface TextSuggestion {
  readonly id: string;
  readonly what: string;
  readonly of: number;
  /** What is suggested, gates included. */
  readonly points: number;
  /** What the item alone would be worth. */
  readonly withoutGates: number;
  readonly standing: Standing;
  /** The sentences by which it is suggested, or that a judge should look at. Text of a stranger: whoever prints it escapes it. */
  readonly quotes: readonly Quote[];
  readonly because: string;
}

/** A gate, and by which sentence it is met. */
export interface TextGateResult {
  readonly id: string;
  readonly what: string;
  readonly met: boolean;
  readonly quotes: readonly Quote[];
  readonly because: string;
}

/** What the words of a report suggest. */
export interface TextSuggestions {
  readonly gates: readonly TextGateResult[];
  readonly items: readonly TextSuggestion[];
  /** The report goes on after the last sentence that was read. */
  readonly cut: boolean;
}

/** More is not read, and said to be so. In characters, and in sentences. */
const longestReport = 1_048_576;
const mostSentences = 10_000;
const longestQuote = 300;

/**
 * Suggests marks for a report. Never rejects, whatever the report holds.
 * @param report Markdown of a stranger
 * @param material the problem's own texts and output: pasting them explains nothing
 */
export function suggestMarks(report: string, rubric: TextRubric, material: readonly string[]): TextSuggestions {
  const sentences = sentencesOf(report.slice(0, longestReport), materialOf(material));
  const cut = report.length > longestReport || sentences.length > mostSentences;
  const analyses = analyse(sentences.slice(0, mostSentences), rubric);
  const gates = rubric.gates.map((gate) => gateOf(gate, analyses));
  const missed = gates.filter(({ met }) => !met);
  return { gates, items: rubric.items.map((item) => suggestionOf(item, analyses, missed)), cut };
}

function gateOf(gate: TextGate, analyses: readonly Analysis[]): TextGateResult {
  const { match, pasted } = lookFor(gate, analyses);
  const met = match.standing === 'stated';
  return { id: gate.id, what: gate.what, met, quotes: quotesOf(match), because: reasonOf(match.standing, pasted) };
}

function suggestionOf(
  item: TextItem,
  analyses: readonly Analysis[],
  missed: readonly TextGateResult[],
): TextSuggestion {
  const { match, worth, pasted } = lookFor(item, analyses);
  const withoutGates = match.standing === 'stated' ? worth : 0;
  const gated = missed.length > 0 && withoutGates > 0;
  return {
    id: item.id,
    what: item.what,
    of: item.points,
    points: gated ? 0 : withoutGates,
    withoutGates,
    standing: match.standing,
    quotes: quotesOf(match),
    because: gated
      ? `would be ${withoutGates} of ${item.points}, but the report lacks: ${missed.map(({ what }) => what).join('; ')}`
      : reasonOf(match.standing, pasted, withoutGates < item.points),
  };
}

function reasonOf(standing: Standing, pasted: boolean, partly = false): string {
  if (standing === 'stated') return partly ? 'said in part in words of its own' : 'said in words of its own';
  if (standing === 'uncertain') return 'said as a guess, a question or a condition: a judge decides';
  if (standing === 'contrary') return 'the words are there, but the contrary is said of them: a judge decides';
  return pasted ? 'only in what is pasted or quoted, not in words of its own' : 'no sentence says so';
}

interface Found {
  readonly match: Match;
  /** Of the alternative that was found. */
  readonly worth: number;
  /** Nothing of it is the author's own, but pasted lines would be a match. */
  readonly pasted: boolean;
}

function lookFor(item: TextGate & { readonly points?: number }, analyses: readonly Analysis[]): Found {
  const isOwn = ({ sentence: { voice } }: Analysis) => voice === 'own' || (item.code && voice === 'code');
  const own = analyses.filter(isOwn);
  const found = bestOf(item, own);
  if (found.match.standing !== 'absent') return { ...found, pasted: false };
  const rest = analyses.filter((analysis) => !isOwn(analysis));
  return { ...found, pasted: bestOf(item, rest).match.standing !== 'absent' };
}

function bestOf(item: TextGate & { readonly points?: number }, analyses: readonly Analysis[]): Omit<Found, 'pasted'> {
  let found: Omit<Found, 'pasted'> = { match: { standing: 'absent', by: [] }, worth: 0 };
  for (const alternative of item.any) {
    const worth = alternative.points ?? item.points ?? 0;
    const match = bestMatch(alternative, analyses);
    const sameButMore = match.standing === found.match.standing && worth > found.worth;
    if (better(match.standing, found.match.standing) || sameButMore) found = { match, worth };
  }
  return found;
}

function bestMatch(alternative: Alternative, analyses: readonly Analysis[]): Match {
  let found: Match = { standing: 'absent', by: [] };
  for (let from = 0; from < analyses.length; from++) {
    const first = analyses[from] as Analysis;
    if (first.words.length + first.versions.length === 0) continue;
    const window = analyses
      .slice(from, from + alternative.within)
      .filter(({ sentence }) => sentence.section === first.sentence.section);
    const match = matchIn(window, alternative);
    if (match.standing === 'stated') return match;
    if (better(match.standing, found.standing)) found = match;
  }
  return found;
}

function quotesOf({ by }: Match): readonly Quote[] {
  return by.map(({ sentence: { line, text } }) => ({
    line,
    sentence: text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text,
  }));
}
