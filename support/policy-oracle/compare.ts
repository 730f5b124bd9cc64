import { type CellWord, cellWord, hasSeen, type SeenMatrix, unlike } from '../probe';
import { isLoopback, type PolicyCase } from './output';
import { cellName, type TruthTable, type Word } from './truth-table';

/** What our probes came to in one case. */
export interface OurCase {
  /** By row and by column, pods by ports; as in {@link columnsOf}. */
  readonly seen: SeenMatrix;
  /** Why cells that are as expected prove nothing: `it did not begin with every connection cut`. */
  readonly doubts: readonly string[];
  readonly durationMs: number;
}

/** A cell in which not all three say the same. */
export interface Difference {
  readonly cell: string;
  readonly expected: Word;
  readonly measured: Word;
  /** As a cell of a connectivity table has it; or that it could not be tried. */
  readonly ours: string;
}

/** A way in which a network is known not to do what Cyclonus expects. */
export interface Departure {
  /** The title of the cases that show it. */
  readonly title: string;
  /** What is seen in place of its opposite. */
  readonly seen: Word;
  readonly why: string;
}

export interface ComparedCase {
  readonly number: number;
  readonly title: string;
  readonly cells: number;
  /** Not known of before. */
  readonly differing: readonly Difference[];
  /** As a departure says; both probes see the same. */
  readonly departing: readonly Difference[];
  /** Cells that our probes could not try. */
  readonly blind: readonly string[];
  readonly doubts: readonly string[];
  readonly tries: number;
  readonly cyclonusMs: number;
  readonly oursMs: number;
}

/** How our probes' words stand for Cyclonus's: a policy drops packets, so a connection that is refused is something else. */
export const cellWords = { allowed: 'open', blocked: 'timed out' } as const satisfies Record<Word, CellWord>;

/** What a case has to come to. No policy can keep a pod from itself, which Cyclonus's model does not know. */
export function specified(cell: string, { cells }: TruthTable): Word {
  return isLoopback(cell) ? 'allowed' : (cells.get(cell) ?? 'blocked');
}

/**
 * What our probes wait for: what a case has to come to, but for cells in which Cyclonus saw a departure. Those are waited for as it saw
 * them, so that they are seen to change too.
 */
export function awaited(one: PolicyCase, departures: readonly Departure[]): (cell: string) => Word {
  const known = departures.filter(({ title }) => title === one.title).map(({ seen }) => seen);
  return (cell) => known.find((seen) => one.measured.cells.get(cell) === seen) ?? specified(cell, one.expected);
}

/** The columns of our matrix: each pod's ports. */
export function columnsOf<T>({ pods, ports }: { readonly pods: readonly T[]; readonly ports: readonly number[] }) {
  return pods.flatMap((pod) => ports.map((port) => ({ pod, port })));
}

/** Holds what Cyclonus expected, what it saw and what we saw against each other, cell by cell. */
export function compare(
  one: PolicyCase,
  ours: OurCase,
  { cyclonusMs, departures }: { readonly cyclonusMs: number; readonly departures: readonly Departure[] },
): ComparedCase {
  const seen = byCell(one.expected, ours.seen);
  const found = [...one.expected.cells.keys()].map((cell) => differenceOf(one, cell, seen.get(cell) ?? []));
  const differing = found.filter((each) => each !== undefined && each !== 'blind');
  const isKnown = (each: Difference) => departures.some((departure) => explains(departure, one, each));
  return {
    number: one.number,
    title: one.title,
    cells: one.expected.cells.size,
    differing: differing.filter((each) => !isKnown(each)),
    departing: differing.filter(isKnown),
    blind: [...one.expected.cells.keys()].filter((_, at) => found[at] === 'blind'),
    doubts: ours.doubts,
    tries: one.tries,
    cyclonusMs,
    oursMs: ours.durationMs,
  };
}

type Outcomes = SeenMatrix[number][number];

function byCell(table: TruthTable, seen: SeenMatrix): ReadonlyMap<string, Outcomes> {
  const columns = columnsOf(table);
  return new Map(
    table.pods.flatMap((from, row) =>
      columns.map(({ pod, port }, column) => [cellName(from, pod, port), seen[row]?.[column] ?? []] as const),
    ),
  );
}

function differenceOf(one: PolicyCase, cell: string, outcomes: Outcomes): Difference | 'blind' | undefined {
  const expected = specified(cell, one.expected);
  const measured = one.measured.cells.get(cell) ?? 'blocked';
  const other = unlike(cellWords[expected], outcomes);
  const blind = other !== undefined && !hasSeen(other);
  if (measured === expected) {
    if (!other) return undefined;
    if (blind) return 'blind';
  }
  const ours = other ? cellWord(other.kind) : cellWords[expected];
  return { cell, expected, measured, ours: blind ? `not tried (${other.words})` : ours };
}

function explains({ title, seen }: Departure, one: PolicyCase, { expected, measured, ours }: Difference): boolean {
  return one.title === title && measured === seen && expected !== seen && ours === cellWords[seen];
}
