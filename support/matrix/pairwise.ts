import { axisNames, type Cell } from './cell';

/**
 * Few of the cells, in their order, in which every two values that some cell has together still meet. Greedy: next comes
 * the cell with most pairs that have not met, of equals the first. It takes from cells alone, so that whatever was left out
 * of the matrix, for whichever reason, cannot come back.
 */
export function pairwise(cells: readonly Cell[]): readonly Cell[] {
  const missing = new Set(cells.flatMap(pairsOf));
  const chosen = new Set<Cell>();
  while (missing.size > 0) {
    const next = mostOf(cells, (cell) => pairsOf(cell).filter((pair) => missing.has(pair)).length);
    chosen.add(next);
    for (const pair of pairsOf(next)) missing.delete(pair);
  }
  return cells.filter((cell) => chosen.has(cell));
}

/** Every two of a cell's values, each with its axis: `cni=bridge kube-proxy=iptables`. */
export function pairsOf(cell: Cell): readonly string[] {
  const values = axisNames.map((axis) => `${axis}=${cell[axis]}`);
  return values.flatMap((one, index) => values.slice(index + 1).map((other) => `${one} ${other}`));
}

function mostOf(cells: readonly Cell[], count: (cell: Cell) => number): Cell {
  return cells.reduce((best, cell) => (count(cell) > count(best) ? cell : best));
}
