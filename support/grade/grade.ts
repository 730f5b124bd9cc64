import { mkdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { voidingMethod } from '../grading/broken-rule';
import type { ConfirmedFile } from '../grading/confirmed';
import { forTerminal } from '../report/escape';
import { onFloor } from '../run/jobs';
import { confirmedFile, writeExample } from './confirmation';
import { type Entry, type EntryMethod, readEntries, runnable } from './entry';
import { type Gradebook, type GradedAnswer, statusOf } from './gradebook';
import { gradedOf } from './graded';
import { type JudgeOptions, judgeEntries, type Open, requireSound, type Seen } from './judge';
import { gradebookTable } from './pages/table';
import { writeGradebook } from './pages/write';
import { type GradedProblem, gradedProblem } from './problem-folder';
import { keep, kept, type Record } from './record';
import { requireVerified } from './require-verified';

/** What a judge asks for; every path as it was written. */
export interface GradeRequest {
  readonly problem: string;
  /** Folders and archives, an answer each. */
  readonly answers: readonly string[];
  readonly out: string;
  /** Only scenarios of the end state whose tags match; every one unless told. */
  readonly tags: string;
  /** Jobs at once; by memory and processors unless told. */
  readonly jobs?: number;
  /** Judges again what an earlier run of the same answer left inconclusive. Otherwise it stands as it is. */
  readonly resume: boolean;
  /** Called once all is read, before anything is written: throws BadInput where it is not what was to be graded. */
  readonly accept?: (graded: GradedProblem, entries: readonly Entry[]) => void;
  /** Grades by a problem that is not verified, and says so on every page. */
  readonly force: boolean;
}

interface Batch {
  readonly graded: GradedProblem;
  readonly out: string;
  readonly confirmed: ReadonlyMap<Entry, ConfirmedFile | undefined>;
}

/**
 * Grades answers to a problem: rules on files, then a lab for each scenario of each method, then the report. What was judged before,
 * the same answer against the same problem, is taken as it was. Resolves with the exit status: 0 where every answer was judged, whatever its
 * marks; 3 where an item is inconclusive. Rejects with BadInput for a problem or paths that cannot be read, or a problem that is not
 * verified, before any lab.
 */
export async function grade(request: GradeRequest): Promise<number> {
  const startedAt = new Date();
  const begin = performance.now();
  const graded = gradedProblem(request.problem, request.tags);
  const verified = requireVerified({ ...request, dir: graded.problem.dir });
  const out = resolve(request.out);
  const entries = await readEntries(request.answers, graded, out);
  request.accept?.(graded, entries);
  const batch: Batch = {
    graded,
    out,
    confirmed: new Map(entries.map((entry) => [entry, confirmedFile(entry, graded)])),
  };
  await mkdir(out, { recursive: true });
  const records = new Map(entries.flatMap((entry) => earlier(entry, batch)));
  const open = entries.flatMap((entry) => openPart(entry, records.get(entry), request.resume));
  for (const [entry, record] of await judge(open, request, batch)) records.set(entry, record);
  const unjudged = entries.filter((entry) => !records.has(entry)).map(({ name }) => name);
  const answers = entries.flatMap((entry): readonly (readonly [Entry, GradedAnswer])[] => {
    const record = records.get(entry);
    return record ? [[entry, gradedAnswer(entry, record, batch)]] : [];
  });
  const book: Gradebook = {
    title: graded.problem.title,
    problemHash: graded.marksHash,
    startedAt,
    wallMs: performance.now() - begin,
    answers: answers.map(([, answer]) => answer),
    unjudged,
    notes: [...verified, ...notesOf(request)],
  };
  for (const [entry, answer] of answers) await writeExample(answer, entry.folder);
  await writeGradebook(book, out);
  process.stdout.write(`\n${forTerminal(gradebookTable(book))}\n`);
  return statusOf(book);
}

function notesOf({ tags }: GradeRequest): readonly string[] {
  return tags ? [`judged by the scenarios with the tags ${tags} alone`] : [];
}

function earlier(entry: Entry, { graded }: Batch): readonly (readonly [Entry, Record])[] {
  // One that is not read has no identity: it may be refused for another reason now.
  const record = entry.content && kept(entry.folder, entry.content.hash, graded.hash);
  return record ? [[entry, record]] : [];
}

/**
 * What labs are to decide of an answer: all of it, or with `--resume` the methods that an earlier run has not decided: one that was
 * inconclusive, or that a rule kept out which is no more.
 */
function openPart(entry: Entry, record: Record | undefined, resume: boolean): readonly Open[] {
  if (!record) return [{ entry, settled: [] }];
  if (!resume) return [];
  const decided = ({ name }: EntryMethod) => {
    const seen = record.scenarios.filter(({ method }) => method === name);
    return (
      voidingMethod(record.broken, name) !== undefined ||
      (seen.length > 0 && seen.every(({ verdict }) => verdict !== 'inconclusive'))
    );
  };
  const undecided = runnable(entry).filter((method) => !decided(method));
  if (undecided.length === 0) return [];
  return [{ entry, settled: record.scenarios.filter(({ method }) => !undecided.some(({ name }) => name === method)) }];
}

async function judge(open: readonly Open[], { jobs, tags }: GradeRequest, batch: Batch) {
  const records = new Map<Entry, Record>();
  if (open.length === 0) return records;
  const { graded, out } = batch;
  await onFloor(async (floor) => {
    const options: JudgeOptions = {
      problemDir: graded.problem.dir,
      tags,
      out,
      ...(jobs === undefined ? {} : { width: jobs }),
      judged: async (seen) => {
        const record = recordOf(seen, batch);
        await keep(record, seen.entry.folder);
        records.set(seen.entry, record);
        const { answer, marks } = gradedAnswer(seen.entry, record, batch);
        floor.live.note(`graded   ${answer}: ${marks.total} of ${marks.of}${marks.complete ? '' : ', incomplete'}`);
      },
    };
    await requireSound(graded.model, floor, options);
    await judgeEntries(open, floor, options);
  });
  return records;
}

function gradedAnswer(entry: Entry, record: Record, { graded, confirmed }: Batch): GradedAnswer {
  return gradedOf(entry, record, graded, confirmed.get(entry));
}

function recordOf({ entry, broken, scenarios, tookMs, report }: Seen, { graded, out }: Batch): Record {
  return {
    hash: entry.content?.hash ?? '',
    problemHash: graded.hash,
    broken,
    scenarios,
    tookMs,
    ...(report ? { report: relative(out, join(report, 'index.html')) } : {}),
  };
}
