import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { exitStatus } from '../errors';
import { shardOf, shardWords } from '../matrix/shard';
import { forTerminal } from '../report/escape';
import type { RunResult } from '../report/result';
import { summary } from '../report/summary';
import { writeReports } from '../report/write';
import type { Checked, CheckedJob } from './check';
import { checkAll, type Floor, onFloor, runAll } from './jobs';
import { plan } from './plan';
import type { RunRequest } from './request';
import { statusOf } from './status';

/**
 * A whole run: plan the jobs, check every word of them, set up what their labs need, run them, report. Resolves with
 * the exit status. Throws BadInput for a request that cannot be planned.
 */
export function run(request: RunRequest, firstWorker?: ChildProcess): Promise<number> {
  return onFloor((floor) => runOn(floor, request), firstWorker);
}

async function runOn(floor: Floor, request: RunRequest): Promise<number> {
  const startedAt = new Date();
  const begin = performance.now();
  const checked = await checkAll(plan(request), floor);
  const jobs = request.shard ? shardOf(checked.jobs, request.shard) : checked.jobs;
  if (refused(checked, jobs, request)) return exitStatus.badInput;
  const { cell, shard, jobs: width } = request;
  const scenarios = await runAll(jobs, floor, {
    reportsDir: resolve(request.reportsDir),
    ...(width === undefined ? {} : { width }),
    ...(cell ? { provider: cell.provider } : {}),
  });
  const part = { ...(cell ? { cell } : {}), ...(shard ? { shard } : {}) };
  const result = { scenarios, startedAt, wallMs: performance.now() - begin, ...part };
  floor.live.close();
  await report(result, request);
  return statusOf(scenarios, shard !== undefined);
}

/** Says why nothing can be run, if so. */
function refused({ problems, jobs: all }: Checked, jobs: readonly CheckedJob[], { shard }: RunRequest): boolean {
  const nothing =
    shard && all.length > 0
      ? `shard ${shardWords(shard)} is empty: there are ${all.length} jobs`
      : 'no scenario was run: nothing matches the paths, tags and names';
  const words = problems.length > 0 || jobs.length > 0 ? problems : [nothing];
  if (words.length > 0) process.stderr.write(`${forTerminal(words.join('\n\n'))}\n`);
  return words.length > 0;
}

/** The verdicts stand whether or not the reports can be written. */
async function report(result: RunResult, { reportsDir }: RunRequest): Promise<void> {
  try {
    await writeReports(result, resolve(reportsDir));
  } catch (error) {
    process.stderr.write(`reports could not be written: ${forTerminal(String(error))}\n`);
  }
  process.stdout.write(`\n${summary(result)}\n`);
}
