import { isDeepStrictEqual } from 'node:util';
import { BadInput } from '../../errors';
import type { Gradebook, GradedAnswer } from '../gradebook';
import type { Piece, Plan } from '../plan/plan';

/** Marks, and the folder that they were found in. */
export interface FoundMarks {
  readonly dir: string;
  readonly book: Gradebook;
}

/** An answer, and the first folder that it was found in. */
export interface FoundAnswer {
  readonly dir: string;
  readonly graded: GradedAnswer;
}

export interface Merged {
  readonly book: Gradebook;
  readonly answers: readonly FoundAnswer[];
  /** Pieces of the plan with answers that no folder has marks of. */
  readonly missing: readonly Piece[];
}

/**
 * One gradebook of several, answers by name. Throws BadInput for marks of different problems, by different Endstates, of another plan, and for an answer that
 * was graded twice to different marks: no one could say which counts.
 */
export function mergedBook(found: readonly FoundMarks[], plan?: Plan): Merged {
  requireOneProblem(found, plan);
  requireOneEndstate(found);
  const answers = onceEach(found);
  if (plan) requirePlanned(answers, plan);
  const known = new Set(answers.map(({ graded }) => graded.answer));
  const missing = (plan?.pieces ?? []).filter((piece) => piece.answers.some(({ name }) => !known.has(name)));
  const heardOf = [
    ...found.flatMap(({ book }) => book.unjudged),
    ...missing.flatMap((piece) => piece.answers.map(({ name }) => name)),
  ];
  const books = found.map(({ book }) => book);
  return {
    book: {
      title: books[0]?.title ?? '',
      problemHash: books[0]?.problemHash ?? plan?.problemHash ?? '',
      endstate: books[0]?.endstate ?? '',
      ...timesOf(books),
      answers: answers.map(({ graded }) => graded),
      unjudged: unique(heardOf.filter((name) => !known.has(name))).sort(),
      notes: unique(books.flatMap(({ notes }) => notes)),
      remarks: [],
    },
    answers,
    missing,
  };
}

const unique = (words: readonly string[]): string[] => [...new Set(words)];

function requireOneProblem(found: readonly FoundMarks[], plan: Plan | undefined): void {
  const [first, ...others] = found;
  const wanted = plan?.problemHash ?? first?.book.problemHash;
  const other = found.find(({ book }) => book.problemHash !== wanted);
  if (!other) return;
  const than = plan ? 'that of the plan' : `that of ${first?.dir}`;
  throw new BadInput({
    what: `the marks in ${other.dir} are of another problem than ${than}, or of other tags`,
    last: `${wanted} and ${other.book.problemHash}`,
    next: others.length > 0 ? 'merge marks of one problem as it was at one time' : 'endstate plan once more',
  });
}

function requireOneEndstate(found: readonly FoundMarks[]): void {
  const [first] = found;
  const other = found.find(({ book }) => book.endstate !== first?.book.endstate);
  if (!first || !other) return;
  throw new BadInput({
    what: `the marks in ${other.dir} are by another Endstate than those in ${first.dir}`,
    last: `${first.book.endstate} and ${other.book.endstate}`,
    next: 'grade the pieces of one of them again, by the Endstate of the other',
  });
}

function onceEach(found: readonly FoundMarks[]): readonly FoundAnswer[] {
  const answers = new Map<string, FoundAnswer>();
  for (const { dir, book } of found) {
    for (const graded of book.answers) {
      const before = answers.get(graded.answer);
      if (before) requireSame(before, { dir, graded });
      else answers.set(graded.answer, { dir, graded });
    }
  }
  return [...answers.values()].sort((a, b) => (a.graded.answer < b.graded.answer ? -1 : 1));
}

function requireSame(one: FoundAnswer, other: FoundAnswer): void {
  if (isDeepStrictEqual(essence(one.graded), essence(other.graded))) return;
  const what = `${one.graded.answer} was graded in ${one.dir} and in ${other.dir}, to different marks`;
  throw new BadInput({ what, next: 'leave one of the two out' });
}

/** All but times and places. */
function essence({ hash, marks }: GradedAnswer): unknown {
  return { hash, marks: { ...marks, items: marks.items.map(({ evidence: _, ...item }) => item) } };
}

function requirePlanned(answers: readonly FoundAnswer[], { pieces }: Plan): void {
  const planned = new Map(pieces.flatMap((piece) => piece.answers.map(({ name, hash }) => [name, hash])));
  for (const { dir, graded } of answers) {
    const hash = planned.get(graded.answer);
    // One that was not read by no fault of its own has no hash, and is undecided.
    const isUnread = !graded.hash && !graded.marks.complete;
    if (hash !== undefined && (hash === graded.hash || isUnread)) continue;
    const what = hash === undefined ? 'is not in the plan' : 'is not the one that was planned';
    throw new BadInput({ what: `${graded.answer}, graded in ${dir}, ${what}`, next: 'leave it out, or plan anew' });
  }
}

/** From the first start to the last end. */
function timesOf(books: readonly Gradebook[]): Pick<Gradebook, 'startedAt' | 'wallMs'> {
  const starts = books.map(({ startedAt }) => startedAt.getTime());
  const ends = books.map(({ startedAt, wallMs }) => startedAt.getTime() + wallMs);
  const start = Math.min(...starts);
  return starts.length > 0
    ? { startedAt: new Date(start), wallMs: Math.max(...ends) - start }
    : { startedAt: new Date(0), wallMs: 0 };
}
