import { mkdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { exitStatus } from '../errors';
import type { Confirmed } from '../grading/confirmed';
import { forTerminal } from '../report/escape';
import { onFloor } from '../run/jobs';
import { type Entry, readEntries } from './entry';
import { type Gradebook, type GradedAnswer, openItems } from './gradebook';
import { confirmedOf, gradedOf } from './graded';
import { judgeEntries, type Seen } from './judge';
import { gradebookTable } from './pages/table';
import { writeGradebook } from './pages/write';
import { type GradedProblem, gradedProblem } from './problem-folder';
import { keep, kept, type Record } from './record';

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
}

interface Batch {
  readonly graded: GradedProblem;
  readonly out: string;
  readonly confirmed: ReadonlyMap<Entry, Confirmed | undefined>;
}

/**
 * Grades answers to a problem: rules on files, then a lab for each scenario of each method, then the report. What was judged before,
 * the same answer against the same problem, is taken as it was. Resolves with the exit status: 0 where every answer was judged, whatever its
 * marks; 3 where an item is inconclusive. Rejects with BadInput for a problem or paths that cannot be read, before any lab.
 */
export async function grade(request: GradeRequest): Promise<number> {
  const startedAt = new Date();
  const begin = performance.now();
  const graded = gradedProblem(request.problem, request.tags);
  const out = resolve(request.out);
  const entries = await readEntries(request.answers, graded, out);
  const batch: Batch = {
    graded,
    out,
    confirmed: new Map(entries.map((entry) => [entry, confirmedOf(entry, graded)])),
  };
  await mkdir(out, { recursive: true });
  const before = keptBefore(entries, request.resume, batch);
  const open = entries.filter((entry) => !before.has(entry));
  const now = open.length > 0 ? await judge(open, request, batch) : new Map<Entry, GradedAnswer>();
  const book: Gradebook = {
    title: graded.problem.title,
    startedAt,
    wallMs: performance.now() - begin,
    answers: entries.flatMap((entry) => before.get(entry) ?? now.get(entry) ?? []),
    notes: [],
  };
  await writeGradebook(book, out);
  process.stdout.write(`\n${forTerminal(gradebookTable(book))}\n`);
  return openItems(book).length > 0 ? exitStatus.inconclusive : exitStatus.pass;
}

function keptBefore(entries: readonly Entry[], resume: boolean, { graded, confirmed }: Batch) {
  const before = new Map<Entry, GradedAnswer>();
  for (const entry of entries) {
    const record = kept(entry.folder, hashOf(entry), graded.hash);
    if (!record) continue;
    const answer = gradedOf(entry, record, graded, confirmed.get(entry));
    if (answer.marks.complete || !resume) before.set(entry, answer);
  }
  return before;
}

async function judge(entries: readonly Entry[], { jobs, tags }: GradeRequest, batch: Batch) {
  const { graded, out, confirmed } = batch;
  const answers = new Map<Entry, GradedAnswer>();
  await onFloor((floor) =>
    judgeEntries(entries, floor, {
      problemDir: graded.problem.dir,
      tags,
      out,
      ...(jobs === undefined ? {} : { width: jobs }),
      judged: async (seen) => {
        const record = recordOf(seen, batch);
        await keep(record, seen.entry.folder);
        const answer = gradedOf(seen.entry, record, graded, confirmed.get(seen.entry));
        answers.set(seen.entry, answer);
        const { total, of } = answer.marks;
        floor.live.note(`graded   ${answer.answer}: ${total} of ${of}${answer.marks.complete ? '' : ', incomplete'}`);
      },
    }),
  );
  return answers;
}

function recordOf({ entry, broken, scenarios, tookMs, report }: Seen, { graded, out }: Batch): Record {
  return {
    hash: hashOf(entry),
    problemHash: graded.hash,
    methods: entry.methods,
    broken: [...entry.broken, ...broken],
    scenarios,
    tookMs,
    ...(report ? { report: relative(out, join(report, 'index.html')) } : {}),
  };
}

const hashOf = ({ content }: Entry): string => content?.hash ?? '';
