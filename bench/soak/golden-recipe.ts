import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** An answer as it is made: which of the problem's own answers it or its methods are, what is changed in it, what it says. */
export interface Recipe {
  /** `right/cgo-off`: all of the answer. */
  readonly answer?: string;
  /** The same for `fix-1`, `fix-2` …, a method each. */
  readonly methods?: readonly string[];
  readonly report?: string;
  readonly change?: (dir: string) => void | Promise<void>;
}

/** Replaces a piece of a file; it has to be there. */
export const edit = (file: string, from: string | RegExp, to: string) => (dir: string) => {
  const path = join(dir, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, after);
};

/** Writes a file, and the folders above it. */
export const add = (file: string, text: string) => (dir: string) => {
  mkdirSync(join(dir, file, '..'), { recursive: true });
  writeFileSync(join(dir, file), text);
};

/** Makes an answer in `dir`, from those of the problem in the folder `answers`. */
export async function makeAnswer(dir: string, answers: string, recipe: Recipe): Promise<string> {
  const { answer, methods = [], report, change } = recipe;
  mkdirSync(dir, { recursive: true });
  if (answer !== undefined) copyParts(join(answers, answer), dir);
  for (const [index, method] of methods.entries()) copyParts(join(answers, method), join(dir, `fix-${index + 1}`));
  if (report) writeFileSync(join(dir, 'report.md'), report);
  await change?.(dir);
  return dir;
}

/** Without what is written for people and for the problem's own tests. */
function copyParts(from: string, to: string): void {
  const papers = ['report.md', 'expect.yaml'];
  cpSync(from, to, { recursive: true, filter: (source) => !papers.includes(basename(source)) });
}
