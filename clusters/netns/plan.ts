import { addressIn, prefixOf, subnetOf } from '../cidr';
import { isDualStack, nodeCidr6, podPrefix6 } from '../ip-families';
import { attachmentsOf, firstNodeAddress, type LabSpec, networksIn, nodeNames } from '../lab';
import type { Attachment, HostRole, NetworkSpec } from '../topology';

/** A machine's plug in one network. */
export interface Cable {
  /** `eth0` … as the machine sees it. */
  readonly interface: string;
  readonly bridge: string;
  /** The same after every boot, as a card's is: neighbours that knew it would talk to nobody for seconds otherwise. */
  readonly mac: string;
  readonly address: string;
  /** Length of the network's prefix. */
  readonly prefix: number;
}

interface Plugged {
  readonly name: string;
  /** The first one's address is the machine's own. */
  readonly cables: readonly Cable[];
  readonly address: string;
  /** Of its default route; `undefined` leaves it without. */
  readonly gateway: string | undefined;
}

/** A node's IPv6. */
export interface SixPlan {
  readonly address: string;
  /** Of the node network. */
  readonly prefix: number;
  readonly podCidr: string;
  /** Of its default route: the fabric, where it ends. */
  readonly gateway: string;
}

/** A machine of the cluster. */
export interface NodePlan extends Plugged {
  readonly role: 'control-plane' | 'worker';
  /** Whether a kubelet runs on it. */
  readonly registered: boolean;
  /** The interface on the node network. */
  readonly interface: string;
  readonly podCidr: string;
  /** In a dual-stack lab, its IPv6 on the node network and its pods'. */
  readonly six?: SixPlan;
  readonly labels: Readonly<Record<string, string>>;
}

/** A machine beside it. */
export interface HostPlan extends Plugged {
  readonly role: 'host';
  readonly services: readonly HostRole[];
}

/** The component that is the lower layer of a machine's disk. */
export function rootfsOf(machine: MachinePlan): 'rootfs' | 'docker-host' {
  return machine.role === 'host' && machine.services.includes('docker') ? 'docker-host' : 'rootfs';
}

export type MachinePlan = NodePlan | HostPlan;

/** A network as the fabric has it: a bridge, and the place of the runner on it. */
export interface NetworkPlan {
  readonly name: string;
  readonly bridge: string;
  readonly cidr: string;
  readonly prefix: number;
  /** The fabric's own address there: beside the machines, never one of theirs. */
  readonly fabricAddress: string;
  /** With its prefix length: `fd00::1/64`. */
  readonly fabricAddress6?: string;
}

/** Addresses and names that follow from a spec alone: equal specs have equal plans, in labs side by side. */
export interface LabPlan {
  readonly spec: LabSpec;
  readonly networks: readonly NetworkPlan[];
  /** Every machine that is a node or could be one, then the hosts. */
  readonly machines: readonly MachinePlan[];
  readonly clusterMachines: readonly NodePlan[];
  readonly hosts: readonly HostPlan[];
  /** Throws in a lab without a cluster. */
  readonly controlPlane: NodePlan;
  /** The machines with a kubelet. */
  readonly nodes: readonly NodePlan[];
  /** `address:port` at which nodes look for the API server. */
  readonly apiEndpoint: string;
  /** ClusterIP of the Service `kubernetes`. */
  readonly apiServiceIp: string;
  readonly dnsServiceIp: string;
}

/** Works out every address of a lab. The spec has been validated: its CIDRs are well-formed and large enough. */
export function planLab(spec: LabSpec): LabPlan {
  const networks = planNetworks(spec);
  const clusterMachines = nodeNames(spec).map((name, index) => planNode(spec, networks, name, index));
  const hosts = spec.hosts.map((host): HostPlan => {
    const plugged = plug(host.name, host.attachments, networks);
    return { ...plugged, gateway: host.gateway, role: 'host', services: host.roles };
  });
  return {
    spec,
    networks,
    machines: [...clusterMachines, ...hosts],
    clusterMachines,
    hosts,
    get controlPlane() {
      const [first] = clusterMachines;
      if (!first) throw new Error('a lab without a cluster has no control plane');
      return first;
    },
    nodes: clusterMachines.filter((machine) => machine.registered),
    apiEndpoint: spec.apiEndpoint || `${clusterMachines[0]?.address}:${spec.apiServerPort}`,
    apiServiceIp: addressIn(spec.serviceCidr, 1),
    dnsServiceIp: addressIn(spec.serviceCidr, spec.dns.serviceOffset),
  };
}

function planNode(spec: LabSpec, networks: readonly NetworkPlan[], name: string, index: number): NodePlan {
  const attachments = attachmentsOf(spec, name, index);
  const plugged = plug(name, attachments, networks);
  const onNodeNetwork = plugged.cables[attachments.findIndex(({ network }) => network === spec.nodeNetwork)];
  if (!onNodeNetwork) throw new Error(`${name} is not on the node network`);
  const role = index === 0 ? 'control-plane' : 'worker';
  return {
    ...plugged,
    address: onNodeNetwork.address,
    interface: onNodeNetwork.interface,
    gateway: spec.gateway || networks.find((network) => network.name === spec.nodeNetwork)?.fabricAddress,
    role,
    registered: role === 'worker' || spec.controlPlane !== 'hidden',
    podCidr: subnetOf(spec.podCidr, spec.podPrefix, index),
    labels: spec.labels[name] ?? {},
    ...(isDualStack(spec) ? { six: sixOf(spec, index) } : {}),
  };
}

function sixOf({ podCidr6 }: LabSpec, index: number): SixPlan {
  return {
    address: addressIn(nodeCidr6, firstNodeAddress + index),
    prefix: prefixOf(nodeCidr6),
    podCidr: subnetOf(podCidr6, podPrefix6, index),
    gateway: addressIn(nodeCidr6, 1),
  };
}

function plug(name: string, attachments: readonly Attachment[], networks: readonly NetworkPlan[]) {
  const cables = attachments.map(({ network, address }, index): Cable => {
    const found = networks.find((each) => each.name === network);
    if (!found) throw new Error(`${name}: there is no network ${network}`);
    return { interface: `eth${index}`, bridge: found.bridge, mac: macOf(address), address, prefix: found.prefix };
  });
  return { name, cables, address: cables[0]?.address ?? '' };
}

/** The name of a cable's other end, a port of the network's bridge; another one after every reboot bears the same. */
export function portName({ machines }: Pick<LabPlan, 'machines'>, machine: MachinePlan, cable: number): string {
  return `port${machines.indexOf(machine)}-${cable}`;
}

/** Locally administered, and unique in a lab as its addresses are. */
function macOf(address: string): string {
  const octets = address.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'));
  return ['02', '00', ...octets].join(':');
}

function planNetworks(spec: LabSpec): readonly NetworkPlan[] {
  const taken = new Set([
    spec.gateway,
    ...nodeNames(spec).flatMap((name, index) => attachmentsOf(spec, name, index).map(({ address }) => address)),
    ...spec.hosts.flatMap(({ attachments, gateway }) => [gateway, ...attachments.map(({ address }) => address)]),
  ]);
  const [first, ...rest] = networksIn(spec).map((network) => planNetwork(network, taken));
  const six = isDualStack(spec) ? { fabricAddress6: `${addressIn(nodeCidr6, 1)}/${prefixOf(nodeCidr6)}` } : {};
  return [{ ...(first as NetworkPlan), ...six }, ...rest];
}

/** The fabric takes a network's first address; where a machine has that, the last one that is free. */
function planNetwork({ name, cidr }: NetworkSpec, taken: ReadonlySet<string | undefined>): NetworkPlan {
  const prefix = prefixOf(cidr);
  const size = 2 ** (32 - prefix);
  const last = Array.from({ length: Math.min(size - 2, taken.size + 1) }, (_, back) =>
    addressIn(cidr, size - 2 - back),
  );
  const fabricAddress = [addressIn(cidr, 1), ...last].find((address) => !taken.has(address));
  if (fabricAddress === undefined) throw new Error(`network ${name} has no address left for the runner`);
  return { name, bridge: `br-${name}`, cidr, prefix, fabricAddress };
}
