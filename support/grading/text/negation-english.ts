import { clauseAt, covers, type Span } from './clauses';
import type { Place } from './words';

/** After a verb: "does not replace". */
const not =
  /\b(?:not|never|cannot|nobody|nothing|no one|neither|nor|no longer|hardly|fail(?:s|ed)? to|stop(?:s|ped)?)\b|n't\b|\b(?:does|did|is|are|was|were|has|have|could|should)nt\b/gu;
/** Before a noun: "no kube-proxy", "without kube-proxy". */
const determiner =
  /\b(?:no(?! longer| one)|without|instead of|in place of|rather than|lack(?:s|ing|ed)?|lack of|absence of|removal of|none of|free of)\b/gu;
/** Taken away: "kube-proxy is disabled", "removed kube-proxy". */
const away =
  /\b(?:disabled?|disables|off|absent|missing|gone|remov(?:es?|ed|ing)|delet(?:es?|ed|ing)|uninstall(?:s|ed)|inactive|unused|nonexistent|eliminat(?:es?|ed)|bypass(?:es|ed|ing)?|omit(?:s|ted)?|skip(?:s|ped)?|drop(?:s|ped)|false|none|nowhere)\b/gu;
const cancelled =
  /^(?:not (?:only|just|merely|simply|solely|to mention)|no (?:doubt|wonder|matter|problem|surprise|other)|without (?:a |any )?(?:doubt|problem|issue|trouble|question|modification|change)|none other|whether or not|cannot but|not (?:surprising|unusual))/u;

const word = /[a-z0-9][a-z0-9.'_/-]*/gu;
const skipped = new Set(
  'a an the any its their it to be been being even yet have has had that what there such own of at all actually really fully completely entirely still also already longer this these more been by-default'.split(
    ' ',
  ),
);
const into = new Set(['in', 'as']);
const stop = new Set(
  'is are was were does do did on by with for from here there anymore then than but or at because since until before after via through can will if'.split(
    ' ',
  ),
);
const lightWord =
  /^(?:us(?:e|es|ed|ing)|run(?:s|ning)?|enabl(?:e|es|ed)|deploy(?:s|ed|ing)?|install(?:s|ed)?|configur(?:e|es|ed)|activ(?:e|ated)|set|present|exist(?:s|ing|ed)?|need(?:s|ed)?|requir(?:e|es|ed)|rely|relies|depend(?:s|ing)?|act(?:s|ing)?|serv(?:e|es|ing)|think|believe|mean|say|involv(?:e|ed)|start(?:ed)?|in-use|place|play|turned|switched|listed|shown|mak(?:e|es|ing)|made|find|spot(?:ted)?|locate[ds]?|noticed?|visible|found|there|pods?|daemonsets?|mode|process(?:es)?|containers?|component|feature|option|setting|itself|instances?|seen|see|contain|operat(?:e|ing)|ship(?:s|ped)?|part|disabled|off|removed|absent|missing)$/u;
const japanese = /[\u3040-\u30FF\u4E00-\u9FFF]/u;
const adverb = /^[a-z]{2,}ly$/u;
const auxiliaries =
  /(?:\b(?:is|are|was|were|be|been|being|has|have|had|does|do|did|will|got|gets?|ca|wo|isn|aren|wasn|weren|doesn|didn|don)|'s|:|=)\s*$/u;
const copula = /(?:\b(?:is|are|was|were|be|been|being|isn|aren|wasn|weren|got)|'s)\s*$/u;

/** Each "not" is about the word after it, or, where that is a light one, about what it is said of. */
export function* englishNegations(
  sentence: string,
  places: readonly Place[],
  clauses: readonly Span[],
): Generator<Place> {
  for (const { index, 0: match } of sentence.matchAll(not)) {
    if (cancelled.test(sentence.slice(index)) || /\bwhether or $/.test(sentence.slice(0, index))) continue;
    yield* afterNot(sentence, index, index + match.length, without(places, index), clauses);
  }
  for (const { index, 0: match } of sentence.matchAll(determiner)) {
    if (cancelled.test(sentence.slice(index))) continue;
    // "rather than by kube-proxy"
    const [by = ''] = /^ (?:by|via|through|with|using)\b/u.exec(sentence.slice(index + match.length)) ?? [];
    const from = index + match.length + by.length;
    const end = clauseEnd(clauses, from);
    // A cell of a table: "kube-proxy: no".
    const alone =
      match === 'no' && /^\s*(?:[,;.|(]|$)/u.test(sentence.slice(from)) && /:\s*$/u.test(sentence.slice(0, index));
    yield* alone
      ? subjectBefore(sentence, index, places, clauses)
      : nounAfter(sentence, from, end, without(places, index)).found;
  }
  for (const { index, 0: match } of sentence.matchAll(away)) {
    const { found } = nounAfter(sentence, index + match.length, clauseEnd(clauses, index), places);
    yield* found.length > 0 ? found : subjectBefore(sentence, index, places, clauses);
  }
}

/** A word that has a "no" of its own ("no effect") is not negated by it. */
const without = (places: readonly Place[], at: number) => places.filter((place) => !covers(place, at));

const clauseEnd = (clauses: readonly Span[], at: number) => clauseAt(clauses, at).end;

function* afterNot(
  sentence: string,
  start: number,
  from: number,
  places: readonly Place[],
  clauses: readonly Span[],
): Generator<Place> {
  const end = clauseEnd(clauses, from);
  const head = wordsBetween(sentence, from, end).find(({ text }) => !skipped.has(text) && !adverb.test(text));
  if (head === undefined) return;
  const [agent] = /^(?: there| here)? by\b(?=.{1,60}\bbut\b)/u.exec(sentence.slice(head.end)) ?? [];
  if (head.text === 'by' || agent) yield* nounAfter(sentence, head.end + (agent?.length ?? 0), end, places).found;
  if (stop.has(head.text)) return;
  yield* places.filter((place) => covers(place, head.start));
  if (!lightWord.test(head.text)) return;
  const object = nounAfter(sentence, head.end, end, places);
  yield* object.found;
  if (object.found.length > 0 && !object.within) return;
  const intransitive = object.found.length === 0 && !/^(?:need|requir|think|believe|mean|say)/.test(head.text);
  if (copula.test(sentence.slice(0, start)) || intransitive) yield* subjectBefore(sentence, start, places, clauses);
}

/**
 * The noun that begins at a place: of "kube-proxy replacement mode" the replacement, of "Cilium cluster" nothing that is known.
 * `within`: it is what something runs in or as.
 */
function nounAfter(sentence: string, from: number, end: number, places: readonly Place[]): Noun {
  let within = false;
  let found: readonly Place[] = [];
  let nouns = 0;
  let last = from;
  for (const { text, start, end: behind } of wordsBetween(sentence, from, end)) {
    if (japanese.test(sentence.slice(last, start))) break;
    last = behind;
    if (nouns === 0 && (skipped.has(text) || adverb.test(text))) continue;
    if (nouns === 0 && into.has(text)) {
      within = true;
      continue;
    }
    if (stop.has(text) || into.has(text) || skipped.has(text) || ++nouns > 4) break;
    if (!lightWord.test(text)) found = places.filter((place) => covers(place, start));
  }
  return { found, within };
}

interface Noun {
  readonly found: readonly Place[];
  readonly within: boolean;
}

function subjectBefore(
  sentence: string,
  at: number,
  places: readonly Place[],
  clauses: readonly Span[],
): readonly Place[] {
  const { start } = clauseAt(clauses, Math.max(0, at - 1));
  let head = sentence.slice(start, at);
  while (auxiliaries.test(head)) head = head.replace(auxiliaries, '');
  const before = wordsBetween(sentence, start, start + head.length).toReversed();
  const noun = before.find(({ text }) => !lightWord.test(text) && !adverb.test(text) && !skipped.has(text));
  if (noun === undefined) return [];
  return places.filter((place) => covers(place, noun.end - 1));
}

function wordsBetween(
  sentence: string,
  from: number,
  end: number,
): readonly { text: string; start: number; end: number }[] {
  return [...sentence.slice(from, end).matchAll(word)].map(({ index, 0: text }) => ({
    text: text.replace(/[.']+$/, ''),
    start: from + index,
    end: from + index + text.length,
  }));
}
