import type { BrokenRule } from '../grading/broken-rule';

/** Thrown where an answer is read: it is not read any further, and no part of it is used. */
export class Refused extends Error {
  constructor(readonly broken: BrokenRule) {
    super(broken.said);
  }
}

/** The rules that hold for the shape of every answer, whatever the problem. */
export type ShapeRule = 'limits' | 'paths' | 'links' | 'archive';

export function refused(rule: ShapeRule, said: string, file?: string): Refused {
  return new Refused({ rule, ...(file === undefined ? {} : { file: shown(file) }), said, voids: { whole: true } });
}

const longest = 120;

/** A stranger's name for a message: in one line, every character to be seen, not endless. */
export function shown(text: string): string {
  const visible = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escaped);
  return visible.length > longest ? `${visible.slice(0, longest)}…` : visible;
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
