import type { Job } from '../cucumber/protocol';
import type { Cell } from '../matrix/cell';
import type { Shard } from '../matrix/shard';

/** What a user asks of a run; every path as it was written. */
export interface RunRequest {
  /** Feature files (with `:line`), folders; none means `features`. */
  readonly paths: readonly string[];
  /** A folder to judge instead of the problem's own right answers. */
  readonly answer?: string;
  /** Which of the problem's right answers: every one, the first by name, none. */
  readonly right: 'all' | 'first' | 'none';
  /** So many of each problem's wrong answers run too, each against what its expect.yaml says. */
  readonly mostWrong: number;
  /** Judges a wrong answer in the first scenario alone that has the step it is to fail in: not in every mode. */
  readonly wrongOnce: boolean;
  /** The cell of the matrix to run in; none: every lab is what its table and the defaults say. */
  readonly cell?: Cell;
  /** Only this part of the jobs. */
  readonly shard?: Shard;
  readonly tags: string;
  readonly names: readonly string[];
  readonly order: Job['order'];
  readonly keep: boolean;
  readonly pause: boolean;
  /** Jobs at once; by memory and processors unless told. */
  readonly jobs?: number;
  readonly reportsDir: string;
}
