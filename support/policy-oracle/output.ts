import { messageOf } from '../errors';
import { type Manifest, parseManifests } from '../kube';
import { Lines } from './lines';
import { readTruthTable, type TruthTable, unreadable } from './truth-table';

/** One case of Cyclonus's: its policies, what they have to come to, and what it saw. */
export interface PolicyCase {
  /** From 1, in the order in which they were run. */
  readonly number: number;
  readonly title: string;
  readonly policies: readonly Manifest[];
  /** What Cyclonus's own model of NetworkPolicy says. */
  readonly expected: TruthTable;
  /** What its last look saw. */
  readonly measured: TruthTable;
  /** How often it looked. */
  readonly tries: number;
}

const counts = /^(?:Discrepancy found:)?(\d+) wrong, (\d+) ignored, (\d+) correct$/;
const anyTable = /^\+[+-]*\+$/;

/**
 * Reads what `cyclonus generate --noisy --ignore-loopback` has written. Throws Inconclusive unless it is whole: as many cases as
 * it said that there are, each with its policies and tables, and as many differences as it counted itself.
 */
export function readOutput(text: string): readonly PolicyCase[] {
  const lines = new Lines(text);
  lines.until(/^testing \d+ cases$/);
  const count = Number(lines.take(/^testing (\d+) cases$/)[1]);
  const titles = Array.from({ length: count }, (_, index) => {
    const [, title = ''] = lines.take(new RegExp(`^test #${index + 1}: (.*)$`));
    lines.take(/^ - tags: /);
    return title;
  });
  const cases = titles.map((title, index) => readCase(lines, index + 1, title));
  lines.take(/^SummaryTable:$/);
  return cases;
}

function readCase(lines: Lines, number: number, title: string): PolicyCase {
  lines.take(new RegExp(`^starting test case #${number}$`));
  const evaluated = lines.take(/^evaluating test case: (.*)$/)[1];
  if (evaluated !== title) throw unreadable(`case ${number} is "${evaluated}", and was said to be "${title}"`);
  lines.take(/^step 1 on all available ports\/protocols:$/);
  lines.until(/^Results for network policies:$/);
  lines.take(/^Results for network policies:$/);
  const policies = readPolicies(lines, number);
  const [, wrong, ignored, correct] = lines.take(counts).map(Number);
  readTable(lines, /^Expected ingress:$/);
  readTable(lines, /^Expected egress:$/);
  const expected = readTable(lines, /^Expected combined:$/);
  const looks: TruthTable[] = [];
  while (lines.sees(/^kube results, try /)) looks.push(readTable(lines, /^kube results, try \d+:$/));
  lines.take(/^Actual vs expected \(last round\):$/);
  lines.until(new RegExp(`^finished policy #${number}$`));
  lines.take(/^finished policy #/);
  const measured = looks.at(-1);
  if (!measured) throw unreadable(`case ${number} has no results`);
  const own = countsOf(expected, measured).join(', ');
  if (own !== [wrong, ignored, correct].join(', '))
    throw unreadable(
      `case ${number}: ${own} pairs wrong, ignored, correct, and it counted ${wrong}, ${ignored}, ${correct}`,
    );
  return { number, title, policies, expected, measured, tries: looks.length };
}

function readPolicies(lines: Lines, number: number): readonly Manifest[] {
  const text = lines
    .until(counts)
    .join('\n')
    .replaceAll(/^Network policy:$/gm, '---');
  try {
    return parseManifests(text, `case ${number} of Cyclonus`);
  } catch (error) {
    throw unreadable(messageOf(error));
  }
}

function readTable(lines: Lines, title: RegExp): TruthTable {
  lines.take(title);
  lines.until(anyTable);
  return readTruthTable(lines.until(/^$/));
}

/** Pairs of pods as Cyclonus counts them: wrong on any port, a pod and itself, right on every port. */
function countsOf(expected: TruthTable, measured: TruthTable): readonly [number, number, number] {
  const names = [...expected.cells.keys()];
  if (names.join() !== [...measured.cells.keys()].join()) throw unreadable('two tables of one case have other pods');
  const pairs = new Set(names.filter((name) => expected.cells.get(name) !== measured.cells.get(name)).map(pairOf));
  const wrong = [...pairs].filter((pair) => !isLoopback(pair)).length;
  const { length } = expected.pods;
  return [wrong, length, length * length - length - wrong];
}

const pairOf = (cell: string) => cell.slice(0, cell.lastIndexOf(':'));

/** Whether a cell, or a pair of pods, is a pod and itself. */
export function isLoopback(cell: string): boolean {
  const [from, to] = cell.split(' → ');
  return from === to?.replace(/:\d+$/, '');
}
