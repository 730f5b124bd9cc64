import { isAbsolute, relative, resolve } from 'node:path';
import { Inconclusive } from '../../errors';
import { readEntries, readOnly } from '../entry';
import { gradedProblem } from '../problem-folder';
import { requireVerified } from '../require-verified';
import { deal, type Plan } from './plan';

/** What is to be dealt; every path as it was written. */
export interface PlanRequest {
  readonly problem: string;
  /** Folders and archives, an answer each. */
  readonly answers: readonly string[];
  /** Where the plan goes: outside of every answer. */
  readonly out: string;
  readonly tags: string;
  /** Plans by a problem that is not verified. */
  readonly force: boolean;
  /** How many; a piece an answer unless told. */
  readonly pieces?: number;
}

/** A plan, and what to know of its answers before they are graded. */
export interface MadePlan {
  readonly plan: Plan;
  /** By the answer's name: why it cannot be read. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/**
 * Reads the problem and every answer within limits, and deals the answers. One that cannot be read is dealt all the same. Rejects with
 * BadInput for a problem or paths that `grade` would refuse, with Inconclusive where a reader died.
 */
export async function makePlan({ problem, answers, out, tags, force, pieces }: PlanRequest): Promise<MadePlan> {
  const graded = gradedProblem(problem, tags);
  requireVerified({ problem, dir: graded.problem.dir, tags, force });
  const entries = await readEntries(answers, graded, resolve(out), readOnly);
  for (const { name, unread } of entries) if (unread !== undefined) throw notRead(name, unread);
  const planned = entries.map(({ name, hash }, at) => ({
    name,
    path: portable(answers[at] as string),
    hash,
  }));
  const unread = entries.filter(({ hash }) => !hash);
  return {
    plan: {
      problem: portable(problem),
      problemHash: graded.marksHash,
      tags,
      ...(force ? { force } : {}),
      pieces: deal(planned, pieces),
    },
    unreadable: new Map(unread.map(({ name, broken }) => [name, broken[0]?.said ?? ''])),
  };
}

/** A plan would hold it to be unreadable for good. */
function notRead(name: string, last: string): Inconclusive {
  return new Inconclusive({
    what: `${name} was not read, by no fault of its own`,
    last,
    next: 'the same command again',
  });
}

/** The same for `a`, `./a` and `a/`; one that begins at the root is meant so. */
function portable(path: string): string {
  return isAbsolute(path) ? resolve(path) : relative(process.cwd(), resolve(path)) || '.';
}
