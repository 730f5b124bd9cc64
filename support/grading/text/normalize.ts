/**
 * One spelling for what looks alike. Rubrics' words and reports' sentences both pass through here, so that neither full-width
 * letters nor a zero-width space inside a word decide over marks.
 */

// Bidi controls, zero-width characters, soft hyphen, variation selectors, and control bytes but tab and line feed.
const unseen = /[\p{Cf}\p{Cs}]|\p{Variation_Selector}|(?![\t\n])\p{Cc}/gu;
// Unicode sorts a run of combining marks, which takes the square of its length; no script needs more than a few.
const piledMarks = /(\p{M}{4})\p{M}+/gu;

/** The text without what a reader does not see: what quotes are made of. Line breaks stay, as `\n`. */
export function visible(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(unseen, '')
    .replace(piledMarks, '$1');
}

/** A sentence as it is searched: NFKC, lower case, no accents, one kind of dash, quote and space. Not as it is quoted. */
export function normalize(text: string): string {
  return visible(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    .replace(/(?<=[\u3040-\u30FF\u4E00-\u9FFF])[\s]*\n[\s]*(?=[\u3040-\u30FF\u4E00-\u9FFF])/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Katakana as hiragana, character for character: positions stay. */
export function foldKana(text: string): string {
  return text.replace(/[\u30A1-\u30F6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}
