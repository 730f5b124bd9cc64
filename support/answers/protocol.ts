import type { Reading } from './answer';
import type { AnswerLimits } from './limits';

/** What the process that reads an answer is told. */
export interface ToReader {
  readonly path: string;
  readonly name: string;
  readonly limits: AnswerLimits;
  /** Whether one folder around everything is a part of it: of what was read once, none is taken off again. */
  readonly asItIs: boolean;
}

/** Its one word: what it read, or what went wrong on our side. */
export type FromReader = { readonly reading: Reading } | { readonly error: string; readonly code?: string | undefined };
