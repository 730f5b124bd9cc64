import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { chosenProvider } from '../../clusters/registry';
import { defaultWidth, freeRoom, sharesOf } from '../../clusters/width';
import { type Live, liveView } from '../report/live';
import { MessageFile } from '../report/message-file';
import type { ScenarioResult } from '../report/result';
import { resultsName } from '../report/results-file';
import { type Checked, type CheckedJob, check } from './check';
import { Crew } from './crew';
import type { PlannedJob } from './plan';
import { workThrough } from './pool';
import { prepare } from './prepare';
import { runJob } from './run-job';
import { endOnSignal } from './signals';

/** What jobs are run with: worker processes that end with it, and a view of what is going on. */
export interface Floor {
  readonly crew: Crew;
  readonly live: Live;
}

/** Does the work with workers, and sees to it that they end: with the work, or on a signal. */
export async function onFloor<T>(work: (floor: Floor) => Promise<T>, firstWorker?: ChildProcess): Promise<T> {
  const crew = new Crew(firstWorker);
  const live = liveView(process.stdout);
  const release = endOnSignal(crew, live.note);
  try {
    return await work({ crew, live });
  } finally {
    live.close();
    release();
    crew.release();
  }
}

/** Reads every word of the jobs in a worker, before anything is made. */
export async function checkAll(jobs: readonly PlannedJob[], { crew }: Floor): Promise<Checked> {
  const worker = crew.next();
  const checked = await check(jobs, worker);
  crew.giveBack(worker);
  return checked;
}

export interface RunOptions {
  /** Where Cucumber's messages go. */
  readonly reportsDir: string;
  /** Jobs at once; by memory and processors unless told. */
  readonly width?: number;
  /** Who makes the labs; {@link chosenProvider} unless told. */
  readonly provider?: string;
  /** Called for each job as it ends; the run ends with its first rejection. */
  readonly ended?: (job: CheckedJob, results: readonly ScenarioResult[]) => Promise<void>;
}

/** Sets up what the jobs' labs need, then runs them, as many at once as fit. Resolves with the results in the jobs' order. */
export async function runAll(jobs: readonly CheckedJob[], floor: Floor, options: RunOptions) {
  const { crew, live } = floor;
  await prepare(
    jobs.flatMap((job) => job.specs),
    live,
    crew.signal,
    options.provider,
  );
  const { reportsDir, width = defaultWidth() } = options;
  // Of the run before: it must not stand for this one if this one breaks off.
  rmSync(join(reportsDir, resultsName), { force: true });
  const messages = new MessageFile(join(reportsDir, 'messages.ndjson'));
  const results = new Map<PlannedJob, readonly ScenarioResult[]>();
  const { name: maker } = chosenProvider(options.provider);
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
      const outcome = await runJob(job, worker, { live, messages });
      results.set(job, outcome);
      await options.ended?.(job, outcome);
    },
  );
  const lost = await messages.close();
  if (lost) live.note(`reports: messages.ndjson is not whole: ${lost.message}`);
  return jobs.flatMap((job) => results.get(job) ?? []);
}
