import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ReadAnswer } from '../answers/answer';
import { writeAnswer } from '../answers/write-answer';
import { BadInput, Inconclusive, messageOf } from '../errors';
import { methodsIn } from '../grading/answer-files';
import type { BrokenRule } from '../grading/broken-rule';
import type { ScenarioVerdict } from '../grading/judgement';
import type { ScenarioResult } from '../report/result';
import { writeReports } from '../report/write';
import type { CheckedJob } from '../run/check';
import { checkAll, type Floor, runAll } from '../run/jobs';
import { type PlannedJob, planAnswer } from '../run/plan';
import type { Answer } from '../run/problem';
import type { RunRequest } from '../run/request';
import { type Entry, runnable } from './entry';
import { readHandedIn } from './handed-in';

/** An answer that is to be judged, or what is left of it. */
export interface Open {
  readonly entry: Entry;
  /** What an earlier run has settled: the methods that these are of are not judged again. */
  readonly settled: readonly ScenarioVerdict[];
}

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

/** What an end state is asked for, and where. */
export interface JudgeOptions {
  readonly problemDir: string;
  /** Only scenarios of the end state whose tags match. */
  readonly tags: string;
  /** What evidence is named relative to. */
  readonly out: string;
  /** Jobs at once; by memory and processors unless told. */
  readonly width?: number;
  /** Called with each answer as soon as its last scenario has ended. All ends with its first rejection. */
  readonly judged: (seen: Seen) => Promise<void>;
}

/** Judges each open method by the problem's own end state, each scenario in a lab of its own, as many at once as fit. */
export async function judgeEntries(open: readonly Open[], floor: Floor, options: JudgeOptions): Promise<void> {
  const judgements = new Map<CheckedJob, Judgement>();
  for (const one of open) {
    const judgement = await prepareAnswer(one, floor, options);
    for (const job of judgement.left) judgements.set(job, judgement);
    if (judgement.left.size === 0) await options.judged(seenOf(judgement, options));
  }
  await runAll([...judgements.keys()], floor, {
    reportsDir: options.out,
    ...(options.width === undefined ? {} : { width: options.width }),
    ended: async (job, results) => {
      const judgement = judgements.get(job) as Judgement;
      judgement.results.push(...results);
      judgement.left.delete(job);
      // What was broken off has decided nothing, and is not to be taken for what was seen.
      if (judgement.left.size === 0 && !floor.crew.stopped) await conclude(judgement, floor, options);
    },
  });
}

/**
 * Has the end state read with an answer of the problem's own, so that what is wrong with an answer after that is the answer's. Rejects with
 * BadInput for a feature that cannot be run, and for tags that no scenario of the end state has.
 */
export async function requireSound({ dir }: Answer, floor: Floor, options: JudgeOptions): Promise<void> {
  const { jobs, problems, whole } = await checkAll(
    planAnswer(requestOf(options.out, options), dir, 'the model answer'),
    floor,
  );
  if (whole && problems.length === 0 && jobs.length > 0) return;
  const last = problems.length > 0 ? problems.join('\n') : 'no scenario of the end state has these tags';
  if (!whole)
    throw new Inconclusive({ what: 'the problem was not read to its end', last, next: 'the same command again' });
  throw new BadInput({
    what: 'the problem cannot be run with its own answer',
    last,
    next: `endstate run ${options.problemDir}`,
  });
}

/** An answer on its way through labs. */
interface Judgement extends Open {
  readonly broken: readonly BrokenRule[];
  readonly left: Set<CheckedJob>;
  readonly results: ScenarioResult[];
}

const reportFolder = ({ entry }: Open): string => join(entry.folder, 'report');

/** Each method has its own: evidence of one that was settled before stays where it is. */
const methodFolder = (open: Open, method: string): string => join(reportFolder(open), method || 'answer');

async function conclude(judgement: Judgement, { live }: Floor, options: JudgeOptions): Promise<void> {
  const report = reportFolder(judgement);
  const { results, entry } = judgement;
  await options.judged({ ...seenOf(judgement, options), report });
  const startedAt = new Date(Math.min(...results.map((result) => result.startedAt.getTime())));
  // The marks stand whether or not their page can be written.
  await writeReports({ scenarios: results, startedAt, wallMs: tookMs(results) }, report).catch((error: unknown) =>
    live.note(`reports of ${entry.name} could not be written: ${messageOf(error)}`),
  );
}

function seenOf({ entry, broken, results, settled }: Judgement, { out }: JudgeOptions): Seen {
  const scenarios = [...settled, ...results.map((result) => verdictOf(entry, result, out))];
  return { entry, broken, scenarios, tookMs: tookMs(results) };
}

const tookMs = (results: readonly ScenarioResult[]) => results.reduce((sum, { durationMs }) => sum + durationMs, 0);

function verdictOf(
  { name }: Entry,
  { label, name: scenario, tags, outcome, failure, evidence }: ScenarioResult,
  out: string,
): ScenarioVerdict {
  // Its words were checked before: what is bad input now the cluster refuses, if it is the answer that is being applied.
  const refused = outcome === 'bad-input' && failure?.step.includes('the answer') === true;
  return {
    method: label.slice(name.length + 1),
    scenario,
    tags,
    // A skip has checked nothing.
    verdict: outcome === 'pass' ? 'pass' : outcome === 'fail' || refused ? 'fail' : 'inconclusive',
    ...(evidence?.index ? { evidence: relative(out, evidence.index) } : {}),
  };
}

/** Lays the methods that may run into folders of their own, and has every word of them read. */
async function prepareAnswer(open: Open, floor: Floor, options: JudgeOptions): Promise<Judgement> {
  const { entry, settled } = open;
  const files = join(entry.folder, 'files');
  await rm(files, { recursive: true, force: true });
  const left = new Set<CheckedJob>();
  const broken: BrokenRule[] = [];
  const wanted = runnable(entry).filter(({ name }) => !settled.some((seen) => seen.method === name));
  const content = wanted.length > 0 ? await contentOf(entry, floor) : undefined;
  for (const { name } of content ? wanted : []) {
    await rm(methodFolder(open, name), { recursive: true, force: true });
    const jobs = await planMethod(open, content as ReadAnswer, name, options);
    const checked = await checkAll(jobs, floor);
    floor.crew.signal.throwIfAborted();
    // What was not read has no scenario, and is inconclusive: the others are judged all the same.
    if (!checked.whole) floor.live.note(`not read ${[entry.name, name].join(' ')}: ${checked.problems.join(' ')}`);
    if (!checked.whole) continue;
    // What no machine would take is known before there is one.
    broken.push(...checked.problems.map((said) => ({ rule: 'not-applicable', said, voids: { method: name } })));
    if (checked.problems.length === 0) for (const job of checked.jobs) left.add(job);
  }
  return { ...open, broken, left, results: [] };
}

/** Read again from the copy: answers are not kept in memory. */
async function contentOf(entry: Entry, { live }: Floor): Promise<ReadAnswer | undefined> {
  try {
    return await readHandedIn(entry);
  } catch (error) {
    live.note(`not read ${entry.name}: ${messageOf(error)}`);
    return undefined;
  }
}

async function planMethod(
  open: Open,
  { files, executable }: ReadAnswer,
  method: string,
  options: JudgeOptions,
): Promise<readonly PlannedJob[]> {
  const { entry } = open;
  const dir = join(entry.folder, 'files', method || 'answer');
  await mkdir(join(dir, '..'), { recursive: true, mode: 0o700 });
  const prefix = method === '' ? '' : `${method}/`;
  const own = [...executable].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  const found = methodsIn(files).methods.find(({ name }) => name === method);
  await writeAnswer({ files: found?.files ?? new Map(), executable: new Set(own) }, dir);
  const label = [entry.name, method].filter(Boolean).join('/');
  const jobs = planAnswer(requestOf(methodFolder(open, method), options), dir, label);
  // Jobs of two methods would have one number.
  return jobs.map((job) => ({ ...job, id: [method, job.id].filter(Boolean).join('-') }));
}

function requestOf(reportsDir: string, { problemDir, tags }: JudgeOptions): RunRequest {
  return {
    paths: [problemDir],
    right: 'none',
    mostWrong: 0,
    wrongOnce: false,
    tags: [tags && `(${tags})`, 'not @soak'].filter(Boolean).join(' and '),
    names: [],
    order: 'defined',
    keep: false,
    pause: false,
    reportsDir,
  };
}
