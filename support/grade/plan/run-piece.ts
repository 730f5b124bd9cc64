import { resolve } from 'node:path';
import { BadInput } from '../../errors';
import { type Entry, readEntries, readOnly } from '../entry';
import { grade } from '../grade';
import { type GradedProblem, gradedProblem } from '../problem-folder';
import { type Plan, type PlannedAnswer, pieceOf } from './plan';

export interface PieceOptions {
  readonly out: string;
  /** Jobs at once; by memory and processors unless told. */
  readonly jobs?: number;
}

/**
 * Grades one piece of a plan alone. Run again with the same `out`, it goes on: what was decided stands, what was inconclusive is judged
 * again. Resolves with the exit status of `grade`: 0 or 3. Rejects with BadInput where the problem or an answer is not what was planned.
 */
export async function runPiece(plan: Plan, index: number, { out, jobs }: PieceOptions): Promise<number> {
  const { answers } = pieceOf(plan, index);
  const paths = answers.map(({ path }) => path);
  const graded = gradedProblem(plan.problem, plan.tags);
  // Read twice, since nothing is written for an answer that is another one.
  requirePlanned(plan, answers, graded, await readEntries(paths, graded, resolve(out), readOnly));
  return grade({
    problem: plan.problem,
    answers: paths,
    out,
    tags: plan.tags,
    force: plan.force ?? false,
    ...(jobs === undefined ? {} : { jobs }),
    resume: true,
    accept: (problem, entries) => requirePlanned(plan, answers, problem, entries),
  });
}

/** One that was not read by no fault of its own may be the one that was planned: it is inconclusive, and another run reads it. */
export function requirePlanned(
  { problem, problemHash }: Pick<Plan, 'problem' | 'problemHash'>,
  answers: readonly PlannedAnswer[],
  graded: Pick<GradedProblem, 'marksHash'>,
  entries: readonly Entry[],
): void {
  if (graded.marksHash !== problemHash) throw changed(`the problem ${problem}`, problemHash, graded.marksHash);
  for (const [at, { name, path, hash }] of answers.entries()) {
    const found = entries[at];
    const now = found?.hash ?? '';
    const isOther = now !== hash && found?.unread === undefined;
    if (found?.name !== name || isOther) throw changed(`the answer ${path}`, hash, now);
  }
}

function changed(what: string, planned: string, found: string): BadInput {
  const words = (hash: string) => (hash ? `its SHA-256 ${hash}` : 'it cannot be read');
  return new BadInput({
    what: `${what} is not what was planned`,
    last: `planned: ${words(planned)}; now: ${words(found)}`,
    next: 'endstate plan once more, or lay the one that was planned there',
  });
}
