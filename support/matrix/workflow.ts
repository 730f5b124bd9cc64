import { BadInput } from '../errors';
import type { Cell } from './cell';

/** One job of a workflow. `shard` is there where cells are split: `1/2`. */
export interface WorkflowJob extends Cell {
  readonly shard?: string;
}

/** What `strategy.matrix` takes. */
export interface WorkflowMatrix {
  readonly include: readonly WorkflowJob[];
}

/** GitHub's limit: "a matrix will generate a maximum of 256 jobs per workflow run". */
const mostJobs = 256;

/** A job for each cell, or for each shard of each. Throws BadInput for none, and for more than GitHub takes. */
export function workflowMatrix(cells: readonly Cell[], shards: number): WorkflowMatrix {
  const include = shards === 1 ? cells : cells.flatMap((cell) => shardsOf(cell, shards));
  if (include.length === 0) throw new BadInput({ what: 'the matrix has no cell', next: 'endstate matrix --excluded' });
  if (include.length <= mostJobs) return { include };
  throw new BadInput({
    what: `${include.length} jobs are more than the ${mostJobs} that a workflow's matrix takes`,
    last: `${cells.length} cells, ${shards} ${shards === 1 ? 'shard' : 'shards'} each`,
    next: 'reduce the cells with --pairwise, ask for fewer shards, or take values out of support/matrix/axes.ts',
  });
}

function shardsOf(cell: Cell, shards: number): readonly WorkflowJob[] {
  return Array.from({ length: shards }, (_, index) => ({ ...cell, shard: `${index + 1}/${shards}` }));
}
