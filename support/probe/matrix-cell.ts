import type { Executor } from '../exec/exec';
import { hasSeen } from './outcome';
import type { TcpOutcome } from './tcp';
import type { TcpTarget } from './tcp-row';

/**
 * What a cell may state. A connection that is reset while it is made is a refused one to whoever makes it, so there is
 * no word for that.
 */
export const cellKinds = {
  open: 'connected',
  'timed out': 'timed-out',
  refused: 'refused',
  'no route': 'no-route',
} as const satisfies Record<string, TcpOutcome['kind']>;

export type CellWord = keyof typeof cellKinds;

/** Who can connect to whom: a row is a client, a column where it connects to. */
export interface Matrix {
  readonly rows: readonly { readonly name: string; readonly from: Executor }[];
  readonly columns: readonly ({ readonly name: string } & TcpTarget)[];
  /** By row and column; `undefined` where nothing is stated and nothing is tried. */
  readonly stated: readonly (readonly (CellWord | undefined)[])[];
}

/** By row and column, an outcome for each attempt. */
export type SeenMatrix = readonly (readonly (readonly TcpOutcome[])[])[];

/** The attempt that speaks against a cell: one that ended otherwise before one that saw nothing. None: it is as stated. */
export function unlike(word: CellWord, outcomes: readonly TcpOutcome[]): TcpOutcome | undefined {
  const others = outcomes.filter(({ kind }) => kind !== cellKinds[word]);
  if (outcomes.length === 0) return { kind: 'unknown', words: 'not tried' };
  return others.find(hasSeen) ?? others[0];
}

/** The word for an outcome, as a cell has it. */
export function cellWord(kind: TcpOutcome['kind']): string {
  const [word] = Object.entries(cellKinds).find(([, known]) => known === kind) ?? [];
  return word ?? kind;
}
