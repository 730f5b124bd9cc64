import { BadInput } from '../../errors';

/** An answer as it was when the plan was made. */
export interface PlannedAnswer {
  readonly name: string;
  /** From where the commands run. */
  readonly path: string;
  /** SHA-256 of its files; empty for one that could not be read, which is judged by the rule that it breaks. */
  readonly hash: string;
}

/** What one job grades. */
export interface Piece {
  /** Counted from 0, as an Indexed Job does. */
  readonly index: number;
  readonly answers: readonly PlannedAnswer[];
}

/** Answers to one problem, dealt to jobs that may run on different machines. */
export interface Plan {
  /** A folder, from where the commands run. */
  readonly problem: string;
  /** SHA-256 of all of it that marks are made of, the tags included. */
  readonly problemHash: string;
  /** Only scenarios of the end state whose tags match; every one where it is empty. */
  readonly tags: string;
  /** Whether it is graded by though it was not verified. */
  readonly force?: boolean;
  readonly pieces: readonly Piece[];
}

/**
 * Deals answers to so many pieces, a piece each unless told: by name, one after the other, so that the order in which they were written
 * changes nothing. Throws BadInput where a piece would stay empty.
 */
export function deal(answers: readonly PlannedAnswer[], count = answers.length): readonly Piece[] {
  if (count > answers.length)
    throw new BadInput({
      what: `${answers.length} answers make no ${count} pieces`,
      next: `--pieces ${answers.length}, or a piece an answer without it`,
    });
  const sorted = answers.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return Array.from({ length: count }, (_, index) => ({
    index,
    answers: sorted.filter((_answer, at) => at % count === index),
  }));
}

/** Throws BadInput where the plan has no such piece. */
export function pieceOf({ pieces }: Plan, index: number): Piece {
  const piece = pieces[index];
  if (piece) return piece;
  throw new BadInput({ what: `the plan has no piece ${index}`, next: `its pieces are 0 to ${pieces.length - 1}` });
}
