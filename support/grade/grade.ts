import { join, relative, resolve } from 'node:path';
import { forTerminal } from '../report/escape';
import { type Floor, onFloor } from '../run/jobs';
import { answerOf, type Batch, batchOf, openPart } from './batch';
import { writeExample } from './confirmation';
import { endstateVersion } from './endstate-version';
import { type Entry, readEntries } from './entry';
import { type Gradebook, type GradedAnswer, statusOf } from './gradebook';
import { type JudgeOptions, judgeEntries } from './judge';
import { gradebookTable } from './pages/table';
import { writeGradebook } from './pages/write';
import { type Open, requireSound } from './prepare-answer';
import { type GradedProblem, gradedProblem } from './problem-folder';
import { keep, type Record } from './record';
import { remarksOn } from './remarks';
import { requireVerified } from './require-verified';
import type { Seen } from './trials';

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
  /** Called once all is read, before anything is judged: throws BadInput where it is not what was to be graded. */
  readonly accept?: (graded: GradedProblem, entries: readonly Entry[]) => void;
  /** Grades by a problem that is not verified, and says so on every page. */
  readonly force: boolean;
}

/**
 * Grades answers to a problem: rules on files, then a lab for each scenario of each method, then the report. What was judged before,
 * the same answer against the same problem, is taken as it was, and shown with what earlier commands judged into the same folder.
 * Resolves with the exit status, which is about the answers that are named: 0 where every one was judged, whatever its marks; 3 where an
 * item is inconclusive. Rejects with BadInput for a problem or paths that cannot be read, or a problem that is not verified, before any lab.
 */
export async function grade(request: GradeRequest): Promise<number> {
  const startedAt = new Date();
  const begin = performance.now();
  const graded = gradedProblem(request.problem, request.tags);
  const verified = requireVerified({ ...request, dir: graded.problem.dir });
  const out = resolve(request.out);
  const named = await readEntries(request.answers, graded, out);
  request.accept?.(graded, named);
  const ground = { problemHash: graded.hash, endstate: endstateVersion() };
  const batch = await batchOf(named, graded, ground, out);
  await judge(request, batch);
  const entries = [...named, ...batch.others.judged.map(([entry]) => entry)];
  const answers = entries.flatMap((entry): readonly (readonly [Entry, GradedAnswer])[] => {
    const answer = answerOf(entry, batch);
    return answer ? [[entry, answer]] : [];
  });
  for (const [entry, answer] of answers) await writeExample(answer, entry.folder);
  const book: Gradebook = {
    title: graded.problem.title,
    problemHash: graded.marksHash,
    endstate: ground.endstate,
    startedAt,
    wallMs: performance.now() - begin,
    answers: answers.map(([, answer]) => answer),
    unjudged: named.filter((entry) => !answerOf(entry, batch)).map(({ name }) => name),
    notes: [...verified, ...notesOf(request.tags)],
    remarks: remarksOn(batch),
  };
  await writeGradebook(book, out);
  process.stdout.write(`\n${forTerminal(gradebookTable(book))}\n`);
  return statusOf({ ...book, answers: answers.filter(([entry]) => named.includes(entry)).map(([, answer]) => answer) });
}

/** What holds for all marks of such a request. */
const notesOf = (tags: string): readonly string[] =>
  tags ? [`judged by the scenarios alone that have the tags: ${tags}`] : [];

/** Has labs decide what is open. */
async function judge({ jobs, tags, resume }: GradeRequest, batch: Batch): Promise<void> {
  const { graded, out, named, anew } = batch;
  const open: readonly Open[] = named.flatMap((entry) => openPart(entry, batch, resume));
  if (open.length === 0) return;
  await onFloor(async (floor) => {
    if (anew.length > 0)
      floor.live.note(`judged anew, since the problem or Endstate has changed: ${anew.length} answers`);
    const options: JudgeOptions = {
      problemDir: graded.problem.dir,
      tags,
      out,
      ...(jobs === undefined ? {} : { width: jobs }),
      judged: (seen) => note(seen, batch, floor),
    };
    const models = await requireSound(graded.model, floor, options);
    await judgeEntries(open, models, floor, options);
  });
}

async function note(seen: Seen, batch: Batch, { live }: Floor): Promise<void> {
  const { entry } = seen;
  const record = recordOf(seen, batch);
  await keep(record, entry.folder);
  batch.records.set(entry, record);
  const { answer, marks } = answerOf(entry, batch) as GradedAnswer;
  const words = [
    `${marks.total} of ${marks.of}`,
    !marks.complete && 'incomplete',
    seen.secondTry === 'over' && 'tried once more',
  ];
  live.note(`graded   ${answer}: ${words.filter(Boolean).join(', ')}`);
}

function recordOf({ entry, broken, scenarios, secondTry, tookMs, report }: Seen, { ground, out }: Batch): Record {
  const { name: answer, hash } = entry;
  const [refused] = hash ? [] : entry.broken;
  return {
    ...{ answer, hash, ...ground, broken, scenarios, tookMs },
    ...(refused ? { refused } : {}),
    ...(secondTry === 'to come' ? { unsettled: true } : {}),
    ...(report ? { report: relative(out, join(report, 'index.html')) } : {}),
  };
}
