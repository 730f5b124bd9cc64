import { addressIn, prefixOf } from '../cidr';
import type { LabSpec } from '../lab';
import { type LabPlan, planLab } from '../netns/plan';

/** A lab's machines with their addresses in the range that its network has. */
export interface KindPlan {
  readonly id: string;
  readonly lab: LabPlan;
  readonly runnerAddress: string;
}

/** The first address is Docker's, the last that no machine has is the runner's. */
export function planKind(id: string, spec: LabSpec, cidr: string): KindPlan {
  const lab = planLab({ ...spec, nodeCidr: cidr, networks: spec.networks.map((network) => ({ ...network, cidr })) });
  const taken = new Set(lab.machines.map(({ address }) => address));
  const size = 2 ** (32 - prefixOf(cidr));
  const last = Array.from({ length: Math.min(size - 2, taken.size + 1) }, (_, back) =>
    addressIn(cidr, size - 2 - back),
  );
  const runnerAddress = last.find((address) => !taken.has(address));
  if (runnerAddress === undefined) throw new Error(`${cidr} has no address left for the runner`);
  return { id, lab, runnerAddress };
}
