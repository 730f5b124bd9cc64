import { type Block, blocksOf, type Voice } from './markdown';
import type { Material } from './material';
import { normalize } from './normalize';

/** Longer ones are cut: the length of a sentence bounds what is done with one. */
const longest = 1_000;

/** One sentence of a report. */
export interface Sentence {
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** As it is quoted: without Markdown and without characters that nobody sees. Text of a stranger: whoever prints it escapes it. */
  readonly text: string;
  /** As it is searched. */
  readonly normalized: string;
  readonly voice: Voice;
  readonly section: number;
}

/** The sentences of a report in Markdown, Japanese, English or both. What stands in the material is `quoted`, whatever is around it. */
export function sentencesOf(report: string, material: Material): readonly Sentence[] {
  return blocksOf(report)
    .flatMap((block) => apart(block, material))
    .flatMap((block) => (block.reading === undefined ? [...split(block)] : rowOf(block, block.reading)))
    .map((found) => (isCopied(found, material) ? { ...found, voice: 'quoted' as const } : found));
}

/** A paragraph without its copied lines: pasted output has no full stops, and would be one sentence with what follows. */
function apart(block: Block, material: Material): readonly Block[] {
  if (block.voice !== 'own' || block.lines.length === 1) return [block];
  const parts: Block[] = [];
  let run: Block['lines'][number][] = [];
  const close = () => {
    if (run.length > 0) parts.push({ ...block, lines: run });
    run = [];
  };
  for (const line of block.lines) {
    if (!material.copied(normalize(line.text), 2)) run.push(line);
    else {
      close();
      parts.push({ ...block, voice: 'quoted', lines: [line] });
    }
  }
  close();
  return parts;
}

/** A row is one sentence, quoted as it stands. */
function rowOf({ lines, voice, section }: Block, reading: string): readonly Sentence[] {
  const [{ line, text } = { line: 0, text: '' }] = lines;
  const normalized = normalize(reading.slice(0, longest)).slice(0, longest);
  return /[\p{L}\p{N}]/u.test(normalized)
    ? [{ line, text: text.slice(0, longest).replace(/\s+/g, ' '), normalized, voice, section }]
    : [];
}

/** A row's reading has its words in another order than the material. */
function isCopied({ text, normalized }: Sentence, material: Material): boolean {
  return material.copied(normalized) || (text.startsWith('|') && material.copied(normalize(text)));
}

function* split(block: Block): Generator<Sentence> {
  let start = { line: 0, text: '' };
  for (const { line, text } of block.lines) {
    for (const piece of pieces(text)) {
      start = start.text === '' ? { line, text: piece } : { ...start, text: `${start.text}\n${piece}` };
      if (block.voice === 'own' && !ends(piece) && start.text.length < longest) continue;
      yield* sentence(start, block);
      start = { line: 0, text: '' };
    }
  }
  yield* sentence(start, block);
}

// A full stop ends a sentence before a space or a Japanese letter, but for abbreviations; that of a version has neither.
const stop =
  /(?:[。｡！？]+|[!?]+(?=[\s」』)）"'\u3040-\u30FF\u4E00-\u9FFF]|$))[」』)）"']*|(?<!\b(?:e\.g|i\.e|vs|etc|cf|ver|approx|v|no))[.．](?=\s|$|["')\]」]|(?<=[\u3040-\u30FF\u4E00-\u9FFF]\.)[\u3040-\u30FF\u4E00-\u9FFFa-z])/giu;
const japaneseEnd = /(?:です|ます|ました|ません|である|だ|った|した|ない|いる|れる|する)\s*$/;

function* pieces(text: string): Generator<string> {
  let at = 0;
  for (const { index, 0: match } of text.matchAll(stop)) {
    yield* cut(text.slice(at, index + match.length));
    at = index + match.length;
  }
  yield* cut(text.slice(at));
}

function* cut(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += longest) {
    const piece = text.slice(at, at + longest).trim();
    if (piece !== '') yield piece;
  }
}

function ends(piece: string): boolean {
  return /[。｡！？!?.．][」』)）"'\]]*$/.test(piece) || japaneseEnd.test(piece);
}

function* sentence({ line, text }: { line: number; text: string }, { voice, section }: Block): Generator<Sentence> {
  // A voice of its own for every piece that is longer than one sentence may be.
  for (let at = 0; at < text.length; at += longest) {
    const part = text.slice(at, at + longest);
    // One letter may become eighteen.
    const normalized = normalize(part).slice(0, longest);
    if (/[\p{L}\p{N}]/u.test(normalized)) yield { line, text: part.replace(/\s+/g, ' '), normalized, voice, section };
  }
}
