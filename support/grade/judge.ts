import { messageOf } from '../errors';
import type { ScenarioResult } from '../report/result';
import { writeReports } from '../report/write';
import type { CheckedJob } from '../run/check';
import { type Floor, runAll } from '../run/jobs';
import { type EndStateRequest, methodFolder, type Open, prepareAnswer, reportFolder } from './prepare-answer';
import { methodOf, type Seen, Trials, tookMs } from './trials';
import { aloneOn, type RunAlone, tryAgain } from './try-again';

/** How answers are judged, and whom to tell. */
export interface JudgeOptions extends EndStateRequest {
  /** What evidence is named relative to. */
  readonly out: string;
  /** Jobs at once; by memory and processors unless told. */
  readonly width?: number;
  /** Called with each answer as soon as its last scenario has ended, and again once what was inconclusive was tried once more. All ends with its first rejection. */
  readonly judged: (seen: Seen) => Promise<void>;
}

/**
 * Judges each open method by the problem's own end state, each scenario in a lab of its own, as many at once as fit; then what was
 * inconclusive once more by itself, beside the model answer's jobs.
 */
export async function judgeEntries(
  open: readonly Open[],
  models: readonly CheckedJob[],
  floor: Floor,
  options: JudgeOptions,
): Promise<void> {
  const judgements = new Map<CheckedJob, Judgement>();
  for (const one of open) {
    const { broken, jobs } = await prepareAnswer(one, floor, options);
    const judgement: Judgement = { ...one, left: new Set(jobs), trials: new Trials(one, broken) };
    for (const job of judgement.left) judgements.set(job, judgement);
    if (judgement.left.size === 0) await options.judged(judgement.trials.seen(options.out));
  }
  await runAll([...judgements.keys()], floor, {
    reportsDir: options.out,
    ...(options.width === undefined ? {} : { width: options.width }),
    ended: (job, results) => take(job, results, judgements.get(job) as Judgement, floor, options),
  });
  for (const judgement of new Set(judgements.values()))
    await trySecond(judgement, models, floor, options, aloneOn(floor));
}

/** An answer on its way through labs. */
export interface Judgement extends Open {
  readonly left: Set<CheckedJob>;
  readonly trials: Trials;
}

/** What is needed of a floor where nothing runs on it. */
export interface Place {
  readonly live: Pick<Floor['live'], 'note'>;
  readonly crew: Pick<Floor['crew'], 'stopped'>;
}

/** Notes what a job came to, and the answer with its last one: who ends the batch before the second tries loses these alone. */
export async function take(
  job: CheckedJob,
  results: readonly ScenarioResult[],
  judgement: Judgement,
  floor: Place,
  options: Pick<JudgeOptions, 'out' | 'judged'>,
): Promise<void> {
  judgement.trials.add(job, results);
  judgement.left.delete(job);
  // What was broken off has decided nothing, and is not to be taken for what was seen.
  if (judgement.left.size === 0 && !floor.crew.stopped) await conclude(judgement, floor, options);
}

/** A job at a time: what runs beside another one may be inconclusive for that. */
export async function trySecond(
  judgement: Judgement,
  models: readonly CheckedJob[],
  floor: Place,
  options: Pick<JudgeOptions, 'out' | 'judged'>,
  run: RunAlone,
): Promise<void> {
  const { undecided } = judgement.trials;
  if (undecided.size === 0) return;
  for (const [job, results] of undecided) {
    if (floor.crew.stopped) return;
    floor.live.note(`again    ${job.label}: ${results.map(({ name }) => name).join('; ')}`);
    const model = models.find(({ paths }) => paths.join() === job.paths.join());
    const folder = methodFolder(judgement, methodOf(judgement, job));
    judgement.trials.settle(await tryAgain(results, { job, ...(model ? { model } : {}) }, folder, run));
  }
  if (floor.crew.stopped) return;
  judgement.trials.end();
  await conclude(judgement, floor, options);
}

async function conclude(
  judgement: Judgement,
  { live }: Place,
  { out, judged }: Pick<JudgeOptions, 'out' | 'judged'>,
): Promise<void> {
  const report = reportFolder(judgement);
  const scenarios = judgement.trials.results;
  await judged({ ...judgement.trials.seen(out), report });
  const startedAt = new Date(Math.min(...scenarios.map((result) => result.startedAt.getTime())));
  // The marks stand whether or not their page can be written.
  await writeReports({ scenarios, startedAt, wallMs: tookMs(scenarios) }, report).catch((error: unknown) =>
    live.note(`reports of ${judgement.entry.name} could not be written: ${messageOf(error)}`),
  );
}
