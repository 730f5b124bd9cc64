import { type Condition, met, notYet, type Probe, unknown } from '../assert';
import { gridOf } from './grid';
import { type CellWord, type Matrix, type SeenMatrix, unlike } from './matrix-cell';
import { hasSeen } from './outcome';
import { rowLimitMs, tcpRow } from './tcp-row';
import { graceMs } from './tool';

export interface MatrixOptions {
  /** Of one connection, in milliseconds; 2 s unless told. */
  readonly timeoutMs?: number;
  /** How often a cell is tried that states anything but `open`; 3 unless told. */
  readonly timesForNegative?: number;
}

/** Every connection that a matrix states, all at once: together they take no longer than the one that takes longest. */
export function connectivity(matrix: Matrix, options: MatrixOptions = {}): Probe<SeenMatrix> {
  const { timeoutMs = 2000, timesForNegative = 3 } = options;
  const times = (word: CellWord | undefined) => (word === undefined ? 0 : word === 'open' ? 1 : timesForNegative);
  const from = matrix.rows.map(({ name }) => name).join(', ');
  const to = matrix.columns.map(({ name, port }) => `${name}:${port}`).join(', ');
  return {
    description: `connect from ${from} to ${to}`,
    limitMs: rowLimitMs(timeoutMs) + graceMs,
    observe: (signal) =>
      Promise.all(
        matrix.rows.map(async ({ from: client }, row) => {
          const attempts = matrix.columns.map((_, column) => times(matrix.stated[row]?.[column]));
          const targets = matrix.columns.flatMap((target, column) => Array(attempts[column]).fill(target));
          return divide(await tcpRow(client, targets, { timeoutMs, signal }), attempts);
        }),
      ),
  };
}

/** Parts of these lengths, in order. */
function divide<T>(items: readonly T[], lengths: readonly number[]): readonly (readonly T[])[] {
  let from = 0;
  return lengths.map((length) => {
    from += length;
    return items.slice(from - length, from);
  });
}

/** Every attempt of every cell was as stated. Of what is not, the detail is the whole grid with the cells marked. */
export function connectivityIs(matrix: Matrix): Condition<SeenMatrix> {
  return (seen) => {
    const cells = matrix.stated.flatMap((row, i) => row.map((word, j) => ({ word, outcomes: seen[i]?.[j] ?? [] })));
    const tried = cells.flatMap(({ word, outcomes }) => (word === undefined ? [] : [unlike(word, outcomes)]));
    const others = tried.filter((outcome) => outcome !== undefined);
    const count = `${others.length} of ${tried.length} cells`;
    if (others.length === 0) return met(`all ${tried.length} cells as stated`, 'as-stated');
    const other = others.find(hasSeen);
    if (other) return notYet(`${count} differ\n${gridOf(matrix, seen)}`, other.kind);
    const [blind] = others;
    return unknown(`${count} could not be tried: ${blind?.words}\n${gridOf(matrix, seen)}`, blind?.kind);
  };
}
