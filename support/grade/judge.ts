import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { writeAnswer } from '../answers/write-answer';
import { methodsIn } from '../grading/answer-files';
import type { BrokenRule } from '../grading/broken-rule';
import type { ScenarioVerdict } from '../grading/judgement';
import type { ScenarioResult } from '../report/result';
import { writeReports } from '../report/write';
import type { CheckedJob } from '../run/check';
import { checkAll, type Floor, runAll } from '../run/jobs';
import { type PlannedJob, planAnswer } from '../run/plan';
import type { RunRequest } from '../run/request';
import { type Entry, runnable } from './entry';

/** What labs had to say about an answer. */
export interface Seen {
  readonly entry: Entry;
  /** Rules that only reading it for a lab has shown broken: words that no machine takes. */
  readonly broken: readonly BrokenRule[];
  readonly scenarios: readonly ScenarioVerdict[];
  readonly tookMs: number;
  /** Absolute; none where nothing ran. */
  readonly report?: string;
}

export interface JudgeOptions {
  readonly problemDir: string;
  /** Only scenarios of the end state whose tags match. */
  readonly tags: string;
  readonly out: string;
  /** Jobs at once; by memory and processors unless told. */
  readonly width?: number;
  /** Called with each answer whose last scenario has ended. */
  readonly judged: (seen: Seen) => Promise<void>;
}

/** Judges each method of each entry by the problem's own end state, in labs of its own, as many at once as fit. */
export async function judgeEntries(entries: readonly Entry[], floor: Floor, options: JudgeOptions): Promise<void> {
  const judgements = new Map<CheckedJob, Judgement>();
  const pending: Promise<void>[] = [];
  for (const entry of entries) {
    const judgement = await prepareEntry(entry, floor, options);
    for (const job of judgement.jobs) judgements.set(job, judgement);
    if (judgement.jobs.length === 0) pending.push(options.judged(seenOf(judgement)));
  }
  await runAll([...judgements.keys()], floor, {
    reportsDir: options.out,
    ...(options.width === undefined ? {} : { width: options.width }),
    ended: (job, results) => {
      const judgement = judgements.get(job) as Judgement;
      judgement.results.push(...results);
      judgement.left.delete(job);
      if (judgement.left.size === 0) pending.push(conclude(judgement, options));
    },
  });
  await Promise.all(pending);
}

interface Judgement {
  readonly entry: Entry;
  readonly jobs: readonly CheckedJob[];
  readonly broken: readonly BrokenRule[];
  readonly left: Set<CheckedJob>;
  readonly results: ScenarioResult[];
}

const reportFolder = 'report';

async function conclude(judgement: Judgement, { out, judged }: JudgeOptions): Promise<void> {
  const { entry, results } = judgement;
  const report = join(entry.folder, reportFolder);
  const wallMs = results.reduce((sum, { durationMs }) => sum + durationMs, 0);
  await writeReports({ scenarios: results, startedAt: new Date(), wallMs }, report);
  await judged({ ...seenOf(judgement, out), report });
}

function seenOf({ entry, broken, results }: Judgement, out = ''): Seen {
  return {
    entry,
    broken,
    scenarios: results.map((result) => verdictOf(entry, result, out)),
    tookMs: results.reduce((sum, { durationMs }) => sum + durationMs, 0),
  };
}

function verdictOf(
  { name }: Entry,
  { label, name: scenario, tags, outcome, evidence }: ScenarioResult,
  out: string,
): ScenarioVerdict {
  return {
    method: label.slice(name.length + 1),
    scenario,
    tags,
    // What cannot be run of an answer after its check is refused by the cluster: that is a fail. A skip has checked nothing.
    verdict: outcome === 'pass' ? 'pass' : outcome === 'fail' || outcome === 'bad-input' ? 'fail' : 'inconclusive',
    ...(evidence?.index ? { evidence: relative(out, evidence.index) } : {}),
  };
}

/** Lays the methods that may run into folders of their own, and has every word of them read. */
async function prepareEntry(entry: Entry, floor: Floor, options: JudgeOptions): Promise<Judgement> {
  const files = join(entry.folder, 'files');
  await rm(files, { recursive: true, force: true });
  await rm(join(entry.folder, reportFolder), { recursive: true, force: true });
  const methods = runnable(entry);
  const jobs: CheckedJob[] = [];
  const broken: BrokenRule[] = [];
  for (const { name } of methods) {
    const dir = join(files, name || 'answer');
    await mkdir(files, { recursive: true, mode: 0o700 });
    await writeMethod(entry, name, dir);
    const planned = planAnswer(requestOf(entry, options), dir, [entry.name, name].filter(Boolean).join('/'));
    const checked = await checkAll(
      planned.map((job) => inOwnFolder(job, name)),
      floor,
    );
    // What no machine would take is known before there is one.
    broken.push(...checked.problems.map((said) => ({ rule: 'not-applicable', said, voids: { method: name } })));
    if (checked.problems.length === 0) jobs.push(...checked.jobs);
  }
  return { entry, jobs, broken, left: new Set(jobs), results: [] };
}

/** Jobs of two methods have one number. */
function inOwnFolder(job: PlannedJob, method: string): PlannedJob {
  return { ...job, id: [method, job.id].filter(Boolean).join('-') };
}

async function writeMethod({ content }: Entry, name: string, dir: string): Promise<void> {
  const method = methodsIn(content?.files ?? new Map()).methods.find((one) => one.name === name);
  const prefix = name === '' ? '' : `${name}/`;
  const executable = [...(content?.executable ?? [])].map((path) => path.slice(prefix.length));
  await writeAnswer({ files: method?.files ?? new Map(), executable: new Set(executable) }, dir);
}

function requestOf({ folder }: Entry, { problemDir, tags }: JudgeOptions): RunRequest {
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
    reportsDir: join(folder, reportFolder),
  };
}
