import { exitStatus } from '../errors';
import type { Marks } from '../grading/marks';

/** An answer as it was graded. */
export interface GradedAnswer {
  /** As its folder or archive is called. */
  readonly answer: string;
  /** SHA-256 of its files, the same in a folder, a tar and a zip file. Empty for one that was not read. */
  readonly hash: string;
  readonly marks: Marks;
  /** What a judge is told beside the marks. */
  readonly notes: readonly string[];
  /** All of its scenarios one after the other, milliseconds; they ran beside others. */
  readonly tookMs: number;
  /** The page of its scenarios, relative to the folder of the marks; none where nothing ran. */
  readonly report?: string;
}

/** Answers to one problem, side by side. */
export interface Gradebook {
  readonly title: string;
  /** SHA-256 of the problem's part in the marks, tags included: marks of two problems are not comparable. */
  readonly problemHash: string;
  /** Which Endstate gave the verdicts (`endstateVersion`): those of two do not go into one table. */
  readonly endstate: string;
  readonly startedAt: Date;
  readonly wallMs: number;
  readonly answers: readonly GradedAnswer[];
  /** Names of answers that should be here: their judging broke off, or has not been heard of. */
  readonly unjudged: readonly string[];
  /** What holds for all of them. */
  readonly notes: readonly string[];
  /** What holds for the command that wrote it, and for no gradebook that it is merged into. */
  readonly remarks: readonly string[];
}

/** What every page says beside the marks. */
export function notesIn({ notes, remarks, unjudged }: Gradebook): readonly string[] {
  return [...notes, ...remarks, ...(unjudged.length > 0 ? [`not judged yet: ${unjudged.join(', ')}`] : [])];
}

/** 0 where every answer was judged, whatever its marks; 3 where something is open. */
export function statusOf(book: Gradebook): number {
  return openItems(book).length + book.unjudged.length > 0 ? exitStatus.inconclusive : exitStatus.pass;
}

/** Ids of the items that another lab may still decide, by answer. */
export function openItems({
  answers,
}: Pick<Gradebook, 'answers'>): readonly (readonly [answer: string, items: readonly string[]])[] {
  return answers
    .filter(({ marks }) => !marks.complete)
    .map(({ answer, marks }) => [
      answer,
      marks.items.filter(({ verdict }) => verdict === 'inconclusive').map(({ id }) => id),
    ]);
}
