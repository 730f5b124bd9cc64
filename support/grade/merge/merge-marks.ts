import { existsSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { BadInput, exitStatus } from '../../errors';
import { forTerminal } from '../../report/escape';
import { type Gradebook, statusOf } from '../gradebook';
import { gradebookTable } from '../pages/table';
import { writeGradebook } from '../pages/write';
import type { Piece } from '../plan/plan';
import { readPlan } from '../plan/plan-file';
import { bringAnswers } from './bring-answers';
import { mergedBook } from './merged-book';
import { hasMarks, readMarks } from './read-marks';

export interface MergeMarksRequest {
  /** Folders that pieces were graded into. */
  readonly dirs: readonly string[];
  readonly out: string;
  /** The plan that they are pieces of: what is missing is named. */
  readonly plan?: string;
}

/**
 * Makes one gradebook of the marks of many pieces, with what was kept of each answer. The same folders give the same files. Resolves with the
 * exit status that one `grade` over all of them would have, 3 also where something is missing. Rejects with BadInput before anything
 * is written.
 */
export async function mergeMarks(request: MergeMarksRequest): Promise<number> {
  const out = resolve(request.out);
  const dirs = [...new Set(request.dirs.map((dir) => resolve(dir)))];
  for (const dir of dirs) requireApart(dir, out);
  const plan = request.plan === undefined ? undefined : readPlan(request.plan);
  const found = dirs.filter(hasMarks).map((dir) => ({ dir: relative(process.cwd(), dir), book: readMarks(dir) }));
  const unfinished = dirs.filter((dir) => !hasMarks(dir)).map((dir) => relative(process.cwd(), dir));
  if (found.length === 0)
    throw new BadInput({ what: 'no folder has marks', next: 'endstate run --plan … --piece … makes them' });
  const { book, answers, missing } = mergedBook(found, plan);
  await mkdir(out, { recursive: true });
  await bringAnswers(answers, out);
  await writeGradebook(book, out);
  say(book, unfinished, missing, request.plan);
  // A plan knows better what is missing: a folder may be left of a job that was made again elsewhere.
  return unfinished.length > 0 && !plan ? exitStatus.inconclusive : statusOf(book);
}

function requireApart(dir: string, out: string): void {
  if (!existsSync(dir) || !statSync(dir).isDirectory())
    throw new BadInput({
      what: `there is no folder ${relative(process.cwd(), dir)}`,
      next: 'name folders that endstate grade or endstate run --plan has written (--out)',
    });
  if (!`${out}/`.startsWith(`${dir}/`) && !dir.startsWith(`${out}/`)) return;
  throw new BadInput({ what: `${dir} and --out ${out} overlap`, next: 'let --out be a folder of its own' });
}

function say(book: Gradebook, unfinished: readonly string[], missing: readonly Piece[], plan = ''): void {
  const lines = [
    ...unfinished.map((dir) => `missing  ${dir} has no marks: its grading did not come to its end`),
    ...missing.map(({ index, answers }) => {
      const names = answers.map(({ name }) => name).join(', ');
      return `missing  piece ${index} (${names}): endstate run --plan ${plan} --piece ${index}`;
    }),
  ];
  process.stdout.write(forTerminal([gradebookTable(book), ...lines].map((text) => `${text}\n`).join('')));
}
