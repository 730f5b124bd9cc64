import { BadInput } from '../errors';
import { unknownWord } from '../nearest';
import { type AxisName, type Cell, cellAt, type Point } from './cell';

/** The values of every axis. */
export type Axes = Readonly<Record<AxisName, readonly string[]>>;

/** Why a point is no cell of the matrix; undefined where it has nothing against it. */
export type Exclusion = (point: Point) => string | undefined;

/** A point that was left out. */
export interface Excluded extends Cell {
  readonly reason: string;
}

/** Every point of the axes is in one of the two, in the order of the axes' values. */
export interface Matrix {
  readonly cells: readonly Cell[];
  readonly excluded: readonly Excluded[];
}

/** Of several exclusions, the first one that has something against a point gives the reason. */
export function matrixOf(axes: Axes, exclusions: readonly Exclusion[]): Matrix {
  const points = pointsOf(axes).map((cell) => ({ cell, reason: firstReason(exclusions, cell) }));
  return {
    cells: points.filter(({ reason }) => reason === undefined).map(({ cell }) => cell),
    excluded: points.flatMap(({ cell, reason }) => (reason === undefined ? [] : [{ ...cell, reason }])),
  };
}

/** The cell of an id. Throws BadInput: with the reason for one that was left out, with the nearest for an unknown one. */
export function requireCell({ cells, excluded }: Matrix, id: string): Cell {
  const found = cells.find((cell) => cell.id === id);
  if (found) return found;
  const out = excluded.find((cell) => cell.id === id);
  const known = cells.map((cell) => cell.id);
  if (!out) throw unknownWord('cell', id, known);
  throw new BadInput({ what: `${id} is no cell of the matrix: ${out.reason}`, next: 'npm run endstate -- matrix' });
}

function pointsOf(axes: Axes): readonly Cell[] {
  return axes.provider.flatMap((provider) =>
    axes.kubernetes.flatMap((kubernetes) =>
      axes.cni.flatMap((cni) =>
        axes['kube-proxy'].map((kubeProxy) => cellAt({ provider, kubernetes, cni, 'kube-proxy': kubeProxy })),
      ),
    ),
  );
}

function firstReason(exclusions: readonly Exclusion[], point: Point): string | undefined {
  for (const exclusion of exclusions) {
    const reason = exclusion(point);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
