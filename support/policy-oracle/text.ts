import { duration } from '../clock';
import type { ComparedCase } from './compare';
import type { OracleRun } from './oracle';
import { differenceLine, nameOf } from './verdict';

const head = ['case', 'cells', 'agree', 'differ', 'depart', 'not tried', 'tries', 'Cyclonus', 'ours'];

/** The cases as a table, and below it every cell in which not all three say the same. */
export function oracleText(run: OracleRun): string {
  const lines = [head, ...run.compared.map(rowOf), totalsOf(run)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = (line: readonly string[]) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [...lines.map((line) => text(line).trimEnd()), '', ...run.compared.flatMap(cellsOf), ''].join('\n');
}

/** `6412 of 6480 cells agree, 68 depart as stated, 0 differ; Cyclonus 612s, ours 401s`. */
export function oracleTotals(run: OracleRun): string {
  const [, cells, agree, differ, depart, , , cyclonus, ours] = totalsOf(run);
  return `${agree} of ${cells} cells agree, ${depart} depart as stated, ${differ} differ; Cyclonus ${cyclonus}, ours ${ours}`;
}

function totalsOf({ compared, cyclonusMs, oursMs }: OracleRun): readonly string[] {
  const counts = compared.map(countsOf);
  const sums = head.slice(1, -2).map((_, at) => counts.reduce((sum, one) => sum + (one[at] ?? 0), 0));
  return [`all ${compared.length}`, ...sums.map(String), duration(cyclonusMs), duration(oursMs)];
}

function rowOf(one: ComparedCase): readonly string[] {
  return [nameOf(one), ...countsOf(one).map(String), duration(one.cyclonusMs), duration(one.oursMs)];
}

/** From `cells` to `tries`. */
function countsOf({ cells, differing, departing, blind, tries }: ComparedCase): readonly number[] {
  const others = [differing.length, departing.length, blind.length] as const;
  return [cells, cells - others[0] - others[1] - others[2], ...others, tries];
}

function cellsOf(one: ComparedCase): readonly string[] {
  const lines = [
    ...one.differing.map((each) => `differs: ${differenceLine(each)}`),
    ...one.departing.map((each) => `departs: ${differenceLine(each)}`),
    ...one.blind.map((cell) => `not tried: ${cell}`),
    ...one.doubts,
  ];
  return lines.length > 0 ? [nameOf(one), ...lines.map((line) => `  ${line}`)] : [];
}
