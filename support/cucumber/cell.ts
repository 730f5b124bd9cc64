import { cnis } from '../../clusters/cni/registry';
import type { KubeProxyMode, LabSpec } from '../../clusters/lab';
import { axesOf, type LabAxes, type Row, specOf } from '../../clusters/spec-rows';
import { BadInput, NotApplicable } from '../errors';
import type { Cell } from '../matrix/cell';
import type { World } from './world';

/** The scenario claims something of NetworkPolicies: on a CNI that honours none it would say nothing. */
export const needsNetworkPolicyTag = '@needs-network-policy';

/**
 * The lab that a table asks for; what it leaves open of the axes is the cell's, in a run of one. Throws BadInput, and
 * NotApplicable where the table asks for something else than the cell.
 */
export function specInCell(world: World, rows: readonly Row[]): LabSpec {
  // By itself first: a table that cannot be is bad input in every cell, and a skip in none.
  const own = specOf(rows, world.around);
  const { cell } = world.parameters.job;
  if (!cell) return own;
  requireInCell(axesOf(rows), cell);
  return specOf(rows, world.around, axesOfCell(cell));
}

/** Throws NotApplicable where what is said of the axes is not what the cell has. */
export function requireInCell(said: Partial<LabAxes>, cell: Cell): void {
  const own = axesOfCell(cell);
  const apart = (Object.keys(own) as (keyof LabAxes)[]).filter((axis) => (said[axis] ?? own[axis]) !== own[axis]);
  if (apart.length === 0) return;
  const asked = apart.map((axis) => `${words[axis]} ${said[axis]}`).join(' and ');
  throw new NotApplicable({ what: `it asks for ${asked}, and cell ${cell.id} is another` });
}

const words: Readonly<Record<keyof LabAxes, string>> = {
  kubernetes: 'Kubernetes',
  cni: 'CNI',
  kubeProxy: 'kube-proxy',
};

/** What a cell makes of a lab. */
export function axesOfCell(cell: Cell): LabAxes {
  return { kubernetes: cell.kubernetes, cni: cell.cni, kubeProxy: cell['kube-proxy'] as KubeProxyMode };
}

/** Holds a cluster against what the scenario's tags say that it needs. */
export function requireNeeds({ cni }: LabSpec, tags: readonly string[], cell: Cell | undefined): void {
  if (!tags.includes(needsNetworkPolicyTag) || cnis[cni]?.enforcesNetworkPolicy) return;
  const what = `the scenario is ${needsNetworkPolicyTag}, and CNI ${cni} enforces no NetworkPolicy`;
  if (cell) throw new NotApplicable({ what });
  const able = Object.values(cnis).filter(({ enforcesNetworkPolicy }) => enforcesNetworkPolicy);
  throw new BadInput({ what, next: `give its cluster one that does: ${able.map(({ name }) => name).join(', ')}` });
}
