import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BadInput, exitStatus, messageOf } from '../errors';
import { originalOf, verifiedParts } from '../grade/problem-folder';
import { forTerminal } from '../report/escape';
import type { ScenarioResult } from '../report/result';
import { summary } from '../report/summary';
import { writeReports } from '../report/write';
import { type Problem, readProblem } from '../run/problem';
import { statusOf } from '../run/status';
import { type Finding, resultOf } from './finding';
import { checkMarks } from './marks';
import { runProblem } from './run-problem';
import { stampIt } from './stamp-it';
import { verifiedTable } from './table';
import { checkVerdicts } from './with-labs';
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
  // What is verified is what is there now, whatever is changed meanwhile.
  const parts = verifiedParts(problem.dir);
  const begun: Begun = { startedAt: new Date(), begin: performance.now(), request, problem };
  process.stdout.write('checking what needs no lab\n');
  const { findings, answers } = await checkWithoutLabs(problem, originalOf(problem.dir));
  if (findings.some(({ outcome }) => outcome !== 'pass')) return report(begun, findings, []);
  const results = await runProblem({ ...request, dir: problem.dir });
  const ran = { answers, results };
  const all = [...findings, ...checkVerdicts(ran), ...checkMarks(problem, ran, request.tags)];
  const status = await report(begun, all, results);
  if (status !== exitStatus.pass) return status;
  const said = await stampIt({ ...request, ...begun, problemDir: problem.dir, parts, results });
  process.stdout.write(`${said}\n`);
  return status;
}

interface Begun {
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

/** The page, the table, the last word. Resolves with the exit status. */
async function report(
  { startedAt, begin, request, problem }: Begun,
  findings: readonly Finding[],
  results: readonly ScenarioResult[],
): Promise<number> {
  const scenarios = [...findings.map((finding) => resultOf(finding, problem.dir)), ...results];
  const run = { scenarios, startedAt, wallMs: performance.now() - begin };
  // The verdicts stand whether or not their page can be written.
  await writeReports(run, resolve(request.reports)).catch((error: unknown) =>
    process.stderr.write(`reports could not be written: ${forTerminal(messageOf(error))}\n`),
  );
  const status = statusOf(scenarios);
  const said = [summary(run), verifiedTable(scenarios), `${request.problem} is ${words[status] ?? 'not sound'}`];
  process.stdout.write(`\n${forTerminal(said.join('\n\n'))}\n`);
  return status;
}

const words: Readonly<Record<number, string>> = {
  [exitStatus.pass]: 'sound',
  [exitStatus.inconclusive]: 'neither sound nor not: something was inconclusive',
};
