import { relative } from 'node:path';
import { messageOf } from '../errors';
import type { BrokenRule } from '../grading/broken-rule';
import type { ScenarioVerdict } from '../grading/judgement';
import type { ScenarioResult } from '../report/result';
import { writeReports } from '../report/write';
import type { CheckedJob } from '../run/check';
import { type Floor, runAll } from '../run/jobs';
import type { Entry } from './entry';
import { type EndStateRequest, methodFolder, type Open, prepareAnswer, reportFolder } from './prepare-answer';
import { mayBeTriedAgain, type Settled, settle, verdictOf } from './second-try';
import { aloneOn, tryAgain } from './try-again';

/** What labs had to say about an answer. */
export interface Seen {
  readonly entry: Entry;
  /** Rules that only reading it for a lab has shown broken: words that no machine takes. */
  readonly broken: readonly BrokenRule[];
  readonly scenarios: readonly ScenarioVerdict[];
  /** Of its scenarios one after the other, milliseconds. */
  readonly tookMs: number;
  /** The folder of their page, absolute; none where nothing ran. */
  readonly report?: string;
}

/** How answers are judged, and whom to tell. */
export interface JudgeOptions extends EndStateRequest {
  /** What evidence is named relative to. */
  readonly out: string;
  /** Jobs at once; by memory and processors unless told. */
  readonly width?: number;
  /** Called with each answer as soon as its last scenario has ended. All ends with its first rejection. */
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
    const judgement: Judgement = { ...one, broken, left: new Set(jobs), tried: [] };
    for (const job of judgement.left) judgements.set(job, judgement);
    if (judgement.left.size === 0) await options.judged(seenOf(judgement, options));
  }
  const undecided: Judgement[] = [];
  await runAll([...judgements.keys()], floor, {
    reportsDir: options.out,
    ...(options.width === undefined ? {} : { width: options.width }),
    ended: async (job, results) => {
      const judgement = judgements.get(job) as Judgement;
      judgement.tried.push(...results.map((result) => ({ job, result, verdict: verdictOf(result) })));
      judgement.left.delete(job);
      // What was broken off has decided nothing, and is not to be taken for what was seen.
      if (judgement.left.size > 0 || floor.crew.stopped) return;
      if (judgement.tried.some(({ result }) => mayBeTriedAgain(result))) undecided.push(judgement);
      else await conclude(judgement, floor, options);
    },
  });
  for (const judgement of undecided) {
    await trySecond(judgement, models, floor);
    if (!floor.crew.stopped) await conclude(judgement, floor, options);
  }
}

/** A job at a time: what runs beside another one may be inconclusive for that. */
async function trySecond(judgement: Judgement, models: readonly CheckedJob[], floor: Floor): Promise<void> {
  const open = judgement.tried.filter(({ result }) => mayBeTriedAgain(result));
  for (const job of new Set(open.map((one) => one.job))) {
    if (floor.crew.stopped) return;
    const own = open.filter((one) => one.job === job);
    floor.live.note(`again    ${job.label}: ${own.map(({ result }) => result.name).join('; ')}`);
    const model = models.find(({ paths }) => paths.join() === job.paths.join());
    const folder = methodFolder(judgement, methodOf(judgement, job));
    const results = own.map(({ result }) => result);
    const tries = await tryAgain(results, { job, ...(model ? { model } : {}) }, folder, aloneOn(floor));
    for (const one of own) {
      const seconds = tries.filter(({ first }) => first === one.result);
      const settled = seconds.map((second): Tried => {
        const more = [second.again, second.model].filter((result) => result !== undefined);
        return { ...one, ...settle(one.result, second), more };
      });
      judgement.tried.splice(judgement.tried.indexOf(one), 1, ...settled);
    }
  }
}

/** An answer on its way through labs. */
interface Judgement extends Open {
  readonly broken: readonly BrokenRule[];
  readonly left: Set<CheckedJob>;
  readonly tried: Tried[];
}

/** A scenario that has run. */
interface Tried extends Settled {
  readonly job: CheckedJob;
  readonly result: ScenarioResult;
  /** Of the second try. */
  readonly more?: readonly ScenarioResult[];
}

const methodOf = ({ entry }: Open, { label }: CheckedJob): string => label.slice(entry.name.length + 1);

async function conclude(judgement: Judgement, { live }: Floor, options: JudgeOptions): Promise<void> {
  const report = reportFolder(judgement);
  const scenarios = resultsOf(judgement);
  await options.judged({ ...seenOf(judgement, options), report });
  const startedAt = new Date(Math.min(...scenarios.map((result) => result.startedAt.getTime())));
  // The marks stand whether or not their page can be written.
  await writeReports({ scenarios, startedAt, wallMs: tookMs(scenarios) }, report).catch((error: unknown) =>
    live.note(`reports of ${judgement.entry.name} could not be written: ${messageOf(error)}`),
  );
}

/** Each scenario with what it came to once more; a whole job but once. */
const resultsOf = ({ tried }: Judgement) => [...new Set(tried.flatMap(({ result, more = [] }) => [result, ...more]))];

function seenOf(judgement: Judgement, { out }: JudgeOptions): Seen {
  const { entry, broken, tried, settled } = judgement;
  const scenarios = tried.map(({ job, result, verdict, again, more = [] }): ScenarioVerdict => {
    const evidence = [...more, result].find((one) => one.evidence?.index)?.evidence?.index;
    // The second try is the answer's own, what comes after it the model's.
    const { name, tags, measures } = more[0] ?? result;
    return {
      method: methodOf(judgement, job),
      scenario: name,
      tags,
      verdict,
      ...(again ? { again } : {}),
      ...(measures ? { measures: measures.map(({ measure, value }) => ({ measure, value })) } : {}),
      ...(evidence ? { evidence: relative(out, evidence) } : {}),
    };
  });
  return { entry, broken, scenarios: [...settled, ...scenarios], tookMs: tookMs(resultsOf(judgement)) };
}

const tookMs = (results: readonly ScenarioResult[]) => results.reduce((sum, { durationMs }) => sum + durationMs, 0);
