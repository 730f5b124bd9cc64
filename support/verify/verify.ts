import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BadInput, exitStatus, Inconclusive } from '../errors';
import { originalOf, verifiedParts } from '../grade/problem-folder';
import { forTerminal } from '../report/escape';
import type { ScenarioResult } from '../report/result';
import { summary } from '../report/summary';
import { writeReports } from '../report/write';
import type { CheckedJob } from '../run/check';
import { checkAll, type Floor, onFloor, runAll } from '../run/jobs';
import { plan, planUnchanged } from '../run/plan';
import { type Problem, readProblem } from '../run/problem';
import type { RunRequest } from '../run/request';
import { statusOf } from '../run/status';
import { type Finding, resultOf } from './finding';
import { checkMarks } from './marks';
import { stampIt } from './stamp-it';
import { verifiedTable } from './table';
import { checkVerdicts, unchangedLabel } from './with-labs';
import { checkWithoutLabs } from './without-labs';

/** What is asked of a problem; every path as it was written. */
export interface VerifyRequest {
  readonly problem: string;
  /** Only scenarios with these tags; every one where it is empty. */
  readonly tags: string;
  /** Each wrong answer in the first scenario alone that can turn it down. */
  readonly once: boolean;
  /** Jobs at once; by memory and processors unless told. */
  readonly jobs?: number;
  readonly reports: string;
}

/**
 * Whether a problem is sound: what needs no lab, then its broken state, its end state with nothing changed, its right and its wrong
 * answers. Stamps one that is. Resolves with the exit status: 0 sound, 1 not, 3 where something could not be judged. Rejects with
 * BadInput for a folder that is no problem, or one that cannot be read.
 */
export async function verify(request: VerifyRequest): Promise<number> {
  const problem = problemAt(request.problem);
  // What was verified is what was there at the beginning.
  const parts = verifiedParts(problem.dir);
  const verification = { startedAt: new Date(), begin: performance.now(), request, problem };
  process.stdout.write('checking what needs no lab\n');
  const { findings, answers } = await checkWithoutLabs(problem, originalOf(problem.dir));
  if (findings.some(({ outcome }) => outcome !== 'pass')) return report(verification, findings, []);
  const results = await runProblem(request, problem);
  const ran = { answers, results };
  const all = [...findings, ...checkVerdicts(ran), ...checkMarks(problem, ran, request.tags)];
  const status = await report(verification, all, results);
  if (status === exitStatus.pass) {
    const said = await stampIt({ ...request, ...verification, problemDir: problem.dir, parts, results });
    process.stdout.write(`${said}\n`);
  }
  return status;
}

interface Verification {
  readonly startedAt: Date;
  /** Monotonic milliseconds. */
  readonly begin: number;
  readonly request: VerifyRequest;
  readonly problem: Problem;
}

function problemAt(written: string): Problem {
  const dir = resolve(written);
  if (existsSync(join(dir, 'problem.yaml'))) return readProblem(dir);
  throw new BadInput({ what: `there is no problem ${written}`, next: 'name a folder with a problem.yaml' });
}

function runProblem(request: VerifyRequest, problem: Problem): Promise<readonly ScenarioResult[]> {
  return onFloor(async (floor) => {
    const asked = runRequest(request, problem);
    const jobs = await readJobs([...plan(asked), ...planUnchanged(asked, unchangedLabel)], floor);
    const { jobs: width } = request;
    return runAll(jobs, floor, {
      reportsDir: asked.reportsDir,
      ...(width === undefined ? {} : { width }),
    });
  });
}

async function readJobs(planned: Parameters<typeof checkAll>[0], floor: Floor): Promise<readonly CheckedJob[]> {
  const { jobs, problems, whole } = await checkAll(planned, floor);
  const last = problems.join('\n\n');
  if (!whole)
    throw new Inconclusive({ what: 'the problem was not read to its end', last, next: 'the same command again' });
  if (problems.length > 0) throw new BadInput({ what: 'the problem cannot be run', last });
  if (jobs.length > 0) return jobs;
  throw new BadInput({ what: 'no scenario of the problem has these tags', next: 'endstate verify without --tags' });
}

function runRequest({ tags, once, reports }: VerifyRequest, { dir }: Problem): RunRequest {
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

async function report(
  { startedAt, begin, request, problem }: Verification,
  findings: readonly Finding[],
  results: readonly ScenarioResult[],
): Promise<number> {
  const scenarios = [...findings.map((finding) => resultOf(finding, problem.dir)), ...results];
  const run = { scenarios, startedAt, wallMs: performance.now() - begin };
  await writeReports(run, resolve(request.reports));
  const status = statusOf(scenarios);
  const said = [summary(run), verifiedTable(scenarios), `${request.problem} is ${words[status] ?? 'not sound'}`];
  process.stdout.write(`\n${forTerminal(said.join('\n\n'))}\n`);
  return status;
}

const words: Readonly<Record<number, string>> = {
  [exitStatus.pass]: 'sound',
  [exitStatus.inconclusive]: 'neither sound nor not: something was inconclusive',
};
