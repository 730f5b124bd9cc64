/** What a lab is varied by, in the words of the cluster's table; the provider is the one axis that no table names. */
export const axisNames = ['provider', 'kubernetes', 'cni', 'kube-proxy'] as const;
export type AxisName = (typeof axisNames)[number];

/** A value on every axis. */
export type Point = Readonly<Record<AxisName, string>>;

/** A point of the matrix by the name that people and workflows give it. */
export interface Cell extends Point {
  /** The values in the order of the axes: `netns-1.34-bridge-iptables`. */
  readonly id: string;
}

/** Of a point, or of a cell that was changed. */
export function cellAt(point: Point): Cell {
  const { provider, kubernetes, cni, 'kube-proxy': kubeProxy } = point;
  const id = axisNames.map((axis) => point[axis]).join('-');
  return { id, provider, kubernetes, cni, 'kube-proxy': kubeProxy };
}
