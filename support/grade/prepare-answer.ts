import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadAnswer } from '../answers/answer';
import { writeAnswer } from '../answers/write-answer';
import { BadInput, Inconclusive, messageOf } from '../errors';
import { methodsIn } from '../grading/answer-files';
import type { BrokenRule } from '../grading/broken-rule';
import type { ScenarioVerdict } from '../grading/judgement';
import type { CheckedJob } from '../run/check';
import { checkAll, type Floor } from '../run/jobs';
import { type PlannedJob, planAnswer } from '../run/plan';
import type { Answer } from '../run/problem';
import type { RunRequest } from '../run/request';
import { type Entry, runnable } from './entry';
import { readHandedIn } from './handed-in';

/** What an end state is asked for. */
export interface EndStateRequest {
  readonly problemDir: string;
  /** Only scenarios of the end state whose tags match. */
  readonly tags: string;
}

/** An answer that is to be judged, or what is left of it. */
export interface Open {
  readonly entry: Entry;
  /** What an earlier run has settled: the methods that these are of are not judged again. */
  readonly settled: readonly ScenarioVerdict[];
}

/** What an answer's methods are to labs. */
export interface Prepared {
  /** Rules that only reading it for a lab has shown broken: words that no machine takes. */
  readonly broken: readonly BrokenRule[];
  readonly jobs: readonly CheckedJob[];
}

/**
 * Has the end state read with an answer of the problem's own, so that what is wrong with an answer after that is the answer's. Rejects with
 * BadInput for a feature that cannot be run, and for tags that no scenario of the end state has. Resolves with that answer's jobs.
 */
export async function requireSound(
  { dir }: Answer,
  floor: Floor,
  options: EndStateRequest & { readonly out: string },
): Promise<readonly CheckedJob[]> {
  const { jobs, problems, whole } = await checkAll(
    planAnswer(requestOf(options.out, options), dir, 'the model answer'),
    floor,
  );
  if (whole && problems.length === 0 && jobs.length > 0) return jobs;
  const last = problems.length > 0 ? problems.join('\n') : 'no scenario of the end state has these tags';
  if (!whole)
    throw new Inconclusive({ what: 'the problem was not read to its end', last, next: 'the same command again' });
  throw new BadInput({
    what: 'the problem cannot be run with its own answer',
    last,
    next: `endstate run ${options.problemDir}`,
  });
}

/** Where an answer's page and evidence are. */
export const reportFolder = ({ entry }: Open): string => join(entry.folder, 'report');

/** Each method has its own: evidence of one that was settled before stays where it is. */
export const methodFolder = (open: Open, method: string): string => join(reportFolder(open), method || 'answer');

/** Lays the methods that may run into folders of their own, and has every word of them read. */
export async function prepareAnswer(open: Open, floor: Floor, options: EndStateRequest): Promise<Prepared> {
  const { entry, settled } = open;
  const files = join(entry.folder, 'files');
  await rm(files, { recursive: true, force: true });
  const jobs: CheckedJob[] = [];
  const broken: BrokenRule[] = [];
  const wanted = runnable(entry).filter(({ name }) => !settled.some((seen) => seen.method === name));
  const content = wanted.length > 0 ? await contentOf(entry, floor) : undefined;
  for (const { name } of content ? wanted : []) {
    await rm(methodFolder(open, name), { recursive: true, force: true });
    const planned = await planMethod(open, content as ReadAnswer, name, options);
    const checked = await checkAll(planned, floor);
    floor.crew.signal.throwIfAborted();
    // What was not read has no scenario, and is inconclusive: the others are judged all the same.
    if (!checked.whole) floor.live.note(`not read ${[entry.name, name].join(' ')}: ${checked.problems.join(' ')}`);
    if (!checked.whole) continue;
    // What no machine would take is known before there is one.
    broken.push(...checked.problems.map((said) => ({ rule: 'not-applicable', said, voids: { method: name } })));
    if (checked.problems.length === 0) jobs.push(...checked.jobs);
  }
  return { broken, jobs };
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
  options: EndStateRequest,
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

function requestOf(reportsDir: string, { problemDir, tags }: EndStateRequest): RunRequest {
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
