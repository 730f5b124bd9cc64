import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../errors';
import { type Confirmed, type ConfirmedFile, parseConfirmed } from '../grading/confirmed';
import { counted } from '../grading/mark';
import type { Entry } from './entry';
import type { GradedAnswer } from './gradebook';
import type { GradedProblem } from './problem-folder';
import { writeWhole } from './write-whole';

/** A judge's own marks, in an answer's folder: a re-run respects them. */
export const confirmedName = 'confirmed.yaml';

/** Throws BadInput where the judge's file cannot be read: before any lab. */
export function confirmedFile(
  { folder, hash }: Entry,
  { problem }: Pick<GradedProblem, 'problem'>,
): ConfirmedFile | undefined {
  const path = join(folder, confirmedName);
  if (!existsSync(path)) return undefined;
  if (!statSync(path).isFile())
    throw new BadInput({ what: `${path} is no file`, next: 'docs/grading.md says what it holds' });
  return parseConfirmed(readFileSync(path, 'utf8'), path, problem.rubric, hash);
}

/** What a judge's file counts for the answer of this hash, or why it does not: one of the same name may have taken its place. */
export function confirmedFor(
  hash: string,
  file: ConfirmedFile | undefined,
): { readonly marks?: Confirmed; readonly note?: string } {
  if (!file || file.marks.size === 0) return {};
  if (file.answer === hash) return { marks: file.marks };
  const now = hash ? `this one is ${short(hash)}` : 'this one was not read';
  return { note: `confirmed for another answer (sha256 ${short(file.answer)}), not counted: ${now}` };
}

const short = (hash: string) => `${hash.slice(0, 12)}…`;

/** Lays beside the judge's file what it may hold: the answer by its hash, and an item a line, to be filled in. */
export async function writeExample({ hash, marks }: GradedAnswer, folder: string): Promise<void> {
  if (!hash) return;
  const items = marks.items.map(
    (item) => `# ${item.id}: { points: ${counted(item)}, judge: who, comment: why }   # of ${item.of}\n`,
  );
  const head = `# Copy this to ${confirmedName}, take the # off the items that you decide, and grade once more.\n`;
  await writeWhole(join(folder, `${confirmedName}.example`), `${head}answer: ${hash}\n${items.join('')}`);
}
