import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chosenProvider } from '../../clusters/registry';
import { defaultWidth, freeRoom, sharesOf } from '../../clusters/width';
import { exitStatus } from '../errors';
import { shardOf, shardWords } from '../matrix/shard';
import { forTerminal } from '../report/escape';
import { type Live, liveView } from '../report/live';
import { MessageFile } from '../report/message-file';
import type { RunResult, ScenarioResult } from '../report/result';
import { resultsName } from '../report/results-file';
import { summary } from '../report/summary';
import { writeReports } from '../report/write';
import { type Checked, type CheckedJob, check } from './check';
import { Crew } from './crew';
import { type PlannedJob, plan } from './plan';
import { workThrough } from './pool';
import { prepare } from './prepare';
import type { RunRequest } from './request';
import { runJob } from './run-job';
import { endOnSignal } from './signals';
import { statusOf } from './status';

/**
 * A whole run: plan the jobs, check every word of them, set up what their labs need, run them, report. Resolves with
 * the exit status. Throws BadInput for a request that cannot be planned.
 */
export async function run(request: RunRequest, firstWorker?: ChildProcess): Promise<number> {
  const startedAt = new Date();
  const begin = performance.now();
  const crew = new Crew(firstWorker);
  const live = liveView(process.stdout);
  const release = endOnSignal(crew, live.note);
  try {
    const checked = await checkAll(plan(request), crew);
    const jobs = request.shard ? shardOf(checked.jobs, request.shard) : checked.jobs;
    if (refused(checked, jobs, request)) return exitStatus.badInput;
    const specs = jobs.flatMap((job) => job.specs);
    await prepare(specs, live, crew.signal, request.cell?.provider);
    const scenarios = await runAll(jobs, request, crew, live);
    const { cell, shard } = request;
    const part = { ...(cell ? { cell } : {}), ...(shard ? { shard } : {}) };
    const result = { scenarios, startedAt, wallMs: performance.now() - begin, ...part };
    live.close();
    await report(result, request);
    return statusOf(scenarios, shard !== undefined);
  } finally {
    live.close();
    release();
    crew.release();
  }
}

async function checkAll(jobs: readonly PlannedJob[], crew: Crew): Promise<Checked> {
  const worker = crew.next();
  const checked = await check(jobs, worker);
  crew.giveBack(worker);
  return checked;
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

async function runAll(jobs: readonly CheckedJob[], request: RunRequest, crew: Crew, live: Live) {
  const reports = resolve(request.reportsDir);
  // Of the run before: it must not stand for this one if this one breaks off.
  rmSync(join(reports, resultsName), { force: true });
  const messages = new MessageFile(join(reports, 'messages.ndjson'));
  const results = new Map<PlannedJob, readonly ScenarioResult[]>();
  const width = request.jobs ?? defaultWidth();
  const { name: maker } = chosenProvider(request.cell?.provider);
  const free = freeRoom(maker);
  await workThrough(
    jobs,
    {
      width,
      sharesOf: (job) => sharesOf(job.specs, free, maker),
      next: () => crew.next(),
      giveBack: (worker) => crew.giveBack(worker),
    },
    async (job, worker) => {
      results.set(job, await runJob(job, worker, { live, messages }));
    },
  );
  const lost = await messages.close();
  if (lost) live.note(`reports: messages.ndjson is not whole: ${lost.message}`);
  return jobs.flatMap((job) => results.get(job) ?? []);
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
