import { columns } from '../columns';
import { BadInput, exitStatus } from '../errors';
import { matrix } from '../matrix/axes';
import { axisNames, type Cell } from '../matrix/cell';
import { pairwise } from '../matrix/pairwise';
import { workflowMatrix } from '../matrix/workflow';

export interface MatrixOptions {
  readonly format: 'table' | 'json' | 'github';
  readonly pairwise: boolean;
  readonly excluded: boolean;
  readonly shards: number;
}

/** `endstate matrix`: the cells, or the points that were left out with their reasons. */
export async function showMatrix(options: MatrixOptions): Promise<number> {
  const { format, excluded, shards } = options;
  refuseMeaningless(options);
  const cells = options.pairwise ? pairwise(matrix.cells) : matrix.cells;
  if (format === 'github') print(JSON.stringify(workflowMatrix(cells, shards)));
  else if (format === 'json') print(JSON.stringify(excluded ? matrix.excluded : cells, null, 2));
  else if (excluded) print(table(['reason'], matrix.excluded, ({ reason }) => [reason]));
  else print(`${table(axisNames, cells, (cell) => axisNames.map((axis) => cell[axis]))}\n${counts(cells)}`);
  return exitStatus.pass;
}

function refuseMeaningless({ format, excluded, shards, pairwise }: MatrixOptions): void {
  if (excluded && (format === 'github' || pairwise)) {
    const next = 'leave --format github and --pairwise out';
    throw new BadInput({ what: '--excluded lists what is in no workflow and in no reduction', next });
  }
  if (shards > 1 && format !== 'github') {
    throw new BadInput({ what: '--shards splits the jobs of a workflow', next: 'write --format github with it' });
  }
}

function table<T extends Cell>(heads: readonly string[], cells: readonly T[], rest: (cell: T) => readonly string[]) {
  return columns([['id', ...heads], ...cells.map((cell) => [cell.id, ...rest(cell)])]);
}

function counts(cells: readonly Cell[]): string {
  const reduced = cells.length < matrix.cells.length ? ` of ${matrix.cells.length}` : '';
  return `${cells.length}${reduced} cells; ${matrix.excluded.length} left out, endstate matrix --excluded says why`;
}

function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}
