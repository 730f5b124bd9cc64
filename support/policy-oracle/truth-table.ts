import { Inconclusive } from '../errors';

/** What becomes of a connection, in Cyclonus's words. */
export type Word = 'allowed' | 'blocked';

/** Who may connect to whom. */
export interface TruthTable {
  /** `x/a`: namespace and name, in the table's order. */
  readonly pods: readonly string[];
  readonly ports: readonly number[];
  /** By {@link cellName}; every pod to every pod, itself too, on every port. */
  readonly cells: ReadonlyMap<string, Word>;
}

/** `x/a → y/b:80`. */
export const cellName = (from: string, to: string, port: number) => `${from} → ${to}:${port}`;

const words: Readonly<Record<string, Word>> = { '.': 'allowed', X: 'blocked' };

/** What Cyclonus wrote is not what it writes: nothing can be said of the cases. */
export function unreadable(words: string): Inconclusive {
  return new Inconclusive({ what: 'what Cyclonus wrote cannot be read', last: words, next: 'see cyclonus.log' });
}

/**
 * Reads a table as Cyclonus draws it: a header with a line a port, then a row a client, its cells with a mark a port. Throws Inconclusive for any other text, and for a mark that says that a connection could not be tried.
 */
export function readTruthTable(lines: readonly string[]): TruthTable {
  const [head = [], ...bodies] = betweenBorders(lines);
  const rows = bodies.flat();
  if (rows.length === 0) throw unreadable('a table without rows');
  const ports = head.map(([schema = '']) => portOf(schema));
  const targets = head[0]?.slice(1) ?? [];
  const pods = rows.map(([pod = '']) => pod);
  // The library that draws the table writes its header in capitals.
  if (pods.join().toUpperCase() !== targets.join()) throw unreadable(`rows ${pods} and columns ${targets}`);
  const cells = rows.flatMap(([from = '', ...row]) => row.flatMap((cell, at) => cellsOf(from, pods[at], ports, cell)));
  return { pods, ports, cells: new Map(cells) };
}

/** The rows of each part of a table, by their columns. */
function betweenBorders(lines: readonly string[]): readonly (readonly (readonly string[])[])[] {
  const parts = lines.join('\n').split(/^\+[+-]*\+$/m);
  return parts.map((part) => part.split('\n').filter(Boolean).map(columnsOf)).filter((part) => part.length > 0);
}

function columnsOf(line: string): readonly string[] {
  if (!/^\|.*\|$/.test(line)) throw unreadable(`a line of a table: ${line}`);
  return line
    .slice(1, -1)
    .split('|')
    .map((column) => column.trim());
}

function portOf(words: string): number {
  const [, port] = /^TCP\/(\d+)$/.exec(words) ?? [];
  if (port) return Number(port);
  throw unreadable(`a table of ${JSON.stringify(words)}, not of TCP ports`);
}

function cellsOf(from: string, to = '', ports: readonly number[], cell: string): readonly (readonly [string, Word])[] {
  const marks = cell.split(' ');
  if (marks.length !== ports.length) throw unreadable(`${from} → ${to}: ${JSON.stringify(cell)}`);
  return ports.map((port, at) => {
    const name = cellName(from, to, port);
    const word = words[marks[at] ?? ''];
    if (word) return [name, word] as const;
    throw unreadable(`${name}: ${JSON.stringify(marks[at])} (Cyclonus's "!" is a connection that it could not try)`);
  });
}
