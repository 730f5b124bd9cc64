import { type LabSpec, machineNames } from '../lab';

/** Addresses and names that follow from a spec alone: equal specs have equal plans, in labs side by side. */
export interface MachinePlan {
  readonly name: string;
  readonly role: 'control-plane' | 'worker';
  /** Whether a kubelet runs on it. */
  readonly registered: boolean;
  readonly address: string;
  readonly podCidr: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface LabPlan {
  readonly spec: LabSpec;
  readonly machines: readonly MachinePlan[];
  readonly controlPlane: MachinePlan;
  readonly nodes: readonly MachinePlan[];
  /** The fabric's own address on the node network: the runner's place beside the cluster. */
  readonly gateway: string;
  readonly nodePrefix: number;
  /** ClusterIP of the Service `kubernetes`. */
  readonly apiServiceIp: string;
  readonly dnsServiceIp: string;
}

export const apiServerPort = 6443;
const firstNodeAddress = 10;
const podPrefix = 24;

/** Works out every address of a lab. The spec has been validated: its CIDRs are well-formed and large enough. */
export function planLab(spec: LabSpec): LabPlan {
  const machines = machineNames(spec.workers).map((name, index): MachinePlan => {
    const role = index === 0 ? 'control-plane' : 'worker';
    return {
      name,
      role,
      registered: role === 'worker' || spec.controlPlane === 'node',
      address: addressIn(spec.nodeCidr, firstNodeAddress + index),
      podCidr: subnetOf(spec.podCidr, podPrefix, index),
      labels: spec.labels[name] ?? {},
    };
  });
  return {
    spec,
    machines,
    controlPlane: machines[0] as MachinePlan,
    nodes: machines.filter((machine) => machine.registered),
    gateway: addressIn(spec.nodeCidr, 1),
    nodePrefix: prefixOf(spec.nodeCidr),
    apiServiceIp: addressIn(spec.serviceCidr, 1),
    dnsServiceIp: addressIn(spec.serviceCidr, 10),
  };
}

/** The address `offset` above a network's own: `addressIn('172.18.0.0/16', 10)` is `172.18.0.10`. */
export function addressIn(cidr: string, offset: number): string {
  return fromNumber(networkOf(cidr) + offset);
}

/** The `index`-th subnet of length `prefix`; the whole network where it is no larger than that. */
function subnetOf(cidr: string, prefix: number, index: number): string {
  const size = Math.max(prefix, prefixOf(cidr));
  return `${fromNumber(networkOf(cidr) + index * 2 ** (32 - size))}/${size}`;
}

export function prefixOf(cidr: string): number {
  return Number(cidr.split('/')[1]);
}

function networkOf(cidr: string): number {
  const [address = ''] = cidr.split('/');
  const value = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return value - (value % 2 ** (32 - prefixOf(cidr)));
}

function fromNumber(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
