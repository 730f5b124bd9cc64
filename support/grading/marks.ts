import type { BrokenRule } from './broken-rule';

/** What became of an item of the rubric. `not-judged`: there was nothing to judge it on. */
export type ItemVerdict = 'pass' | 'partial' | 'fail' | 'inconclusive' | 'not-judged';

/** A sentence of the report by which a text item is suggested, with its line. */
export interface Quote {
  readonly line: number;
  readonly sentence: string;
}

/**
 * An item of a rubric as it was marked. Automatic: from what was seen. Suggested: from the text, by patterns. Confirmed: by a
 * judge, and then that is what counts. Points, 0 to `of`; absent where there is no such mark.
 */
export interface ItemMark {
  readonly id: string;
  readonly what: string;
  readonly of: number;
  readonly verdict: ItemVerdict;
  readonly automatic?: number;
  readonly suggested?: number;
  readonly confirmed?: number;
  /** Why, in a sentence; of a confirmed mark, the judge's comment. */
  readonly because: string;
  /** Where the evidence is, relative to the folder of the marks. */
  readonly evidence?: string;
  readonly quotes?: readonly Quote[];
}

/** What an answer is worth. */
export interface Marks {
  readonly items: readonly ItemMark[];
  readonly broken: readonly BrokenRule[];
  /** What counts so far: confirmed, else automatic, else suggested, of every item. */
  readonly total: number;
  readonly of: number;
  /** No item is inconclusive; those that are can be run again (`--resume`). */
  readonly complete: boolean;
}
