/** From where to where, in characters of a normalized sentence. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const covers = (span: Span, at: number): boolean => span.start <= at && at < span.end;
export const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

// Where a clause begins: after a mark or a Japanese conjunction, before an English one. "Since 1.13" and "1.13から" are none.
const marks = /[,;()、；（）「」]|\s-\s/gu;
const english =
  /\b(?:because|but|however|whereas|while|although|though|so|therefore|thus|hence|when|which|who|where|and|since(?! (?:[a-z]+ )?(?:version |v)?\d))\b/gu;
const japanese =
  /(?:ので(?![はも])|のため|(?<=[るたいだな])ため|けれども?|けど|のに(?=[、\s\p{Script=Han}a-z])|ものの|ながら|一方|おらず|であり|ており|ことから|ことで|(?<=[るたいすだ])から|(?<=[るただいすん])が(?=[、\s\p{Script=Han}\p{Script=Katakana}a-z]))(?!で[はな])(?!じゃ)/gu;

/** The clauses of a normalized sentence, in order: how far a "not" or a "maybe" reaches. */
export function clausesOf(sentence: string): readonly Span[] {
  const starts = new Set([0]);
  for (const { index } of sentence.matchAll(english)) starts.add(index);
  for (const expression of [marks, japanese]) {
    for (const { index, 0: match } of sentence.matchAll(expression)) starts.add(index + match.length);
  }
  const sorted = [...starts].toSorted((a, b) => a - b);
  return sorted.map((start, at) => ({ start, end: sorted[at + 1] ?? sentence.length }));
}

/** The clause of a place. */
export function clauseAt(clauses: readonly Span[], at: number): Span {
  return clauses.findLast(({ start }) => start <= at) ?? { start: 0, end: 0 };
}
