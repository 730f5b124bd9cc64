import { type CellWord, cellWord, type Matrix, type SeenMatrix, unlike } from './matrix-cell';
import { hasSeen } from './outcome';
import type { TcpOutcome } from './tcp';

const margin = '    ';

/** A matrix as text, a line a row: what was seen, marked where that is not what is stated. */
export function gridOf({ rows, columns, stated }: Matrix, seen: SeenMatrix): string {
  const head = ['', ...columns.map(({ name }) => name)];
  const body = rows.map(({ name }, i) => [
    name,
    ...columns.map((_, j) => cellText(stated[i]?.[j], seen[i]?.[j] ?? [])),
  ]);
  const lines = [head, ...body];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = (line: readonly string[]) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return lines.map((line) => `${margin}${text(line).trimEnd()}`).join('\n');
}

function cellText(word: CellWord | undefined, outcomes: readonly TcpOutcome[]): string {
  if (word === undefined) return '-';
  const other = unlike(word, outcomes);
  if (!other) return word;
  return hasSeen(other) ? `✗ ${cellWord(other.kind)}, not ${word}` : `? ${other.kind}, not ${word}`;
}
