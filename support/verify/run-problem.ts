import { resolve } from 'node:path';
import { BadInput, Inconclusive } from '../errors';
import type { ScenarioResult } from '../report/result';
import type { CheckedJob } from '../run/check';
import { checkAll, type Floor, onFloor, runAll } from '../run/jobs';
import { type PlannedJob, plan, planUnchanged } from '../run/plan';
import type { RunRequest } from '../run/request';
import { unchangedLabel } from './with-labs';

/** What of a problem is run, and where to. */
export interface ProblemRun {
  /** The problem's folder, absolute. */
  readonly dir: string;
  readonly tags: string;
  readonly once: boolean;
  readonly jobs?: number;
  readonly reports: string;
}

/** Runs the broken state, the end state with nothing changed, and every answer. Rejects with BadInput for what cannot be run. */
export function runProblem(wanted: ProblemRun): Promise<readonly ScenarioResult[]> {
  const request = requestOf(wanted);
  const planned = [...plan(request), ...planUnchanged(request, unchangedLabel)];
  const { jobs: width } = wanted;
  return onFloor(async (floor) => {
    const jobs = await readJobs(planned, floor);
    return runAll(jobs, floor, { reportsDir: request.reportsDir, ...(width === undefined ? {} : { width }) });
  });
}

async function readJobs(planned: readonly PlannedJob[], floor: Floor): Promise<readonly CheckedJob[]> {
  const { jobs, problems, whole } = await checkAll(planned, floor);
  const last = problems.join('\n\n');
  if (!whole)
    throw new Inconclusive({ what: 'the problem was not read to its end', last, next: 'the same command again' });
  if (problems.length > 0) throw new BadInput({ what: 'the problem cannot be run', last });
  if (jobs.length > 0) return jobs;
  throw new BadInput({ what: 'no scenario of the problem has these tags', next: 'endstate verify without --tags' });
}

function requestOf({ dir, tags, once, reports }: ProblemRun): RunRequest {
  return {
    paths: [dir],
    right: 'all',
    mostWrong: Number.POSITIVE_INFINITY,
    wrongOnce: once,
    tags: [tags && `(${tags})`, 'not @soak'].filter(Boolean).join(' and '),
    names: [],
    order: 'defined',
    keep: false,
    pause: false,
    reportsDir: resolve(reports),
  };
}
