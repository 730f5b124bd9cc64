import { Inconclusive } from '../support/errors';
import type { Argv, Executor } from '../support/exec/exec';
import type { Guard } from '../support/kube/client';
import { addressIn } from './cidr';
import { kubeadmNameService, type NameService } from './name-service';
import type { RegistryMirrors } from './registry-mirrors';
import type { SecurityGroup } from './security-groups';
import { type Attachment, type NetworkSpec, noSurroundings, type Surroundings } from './topology';

/** How a node or a host is powered. `cycle` is a hard power cut and a boot from disk. */
export type Power = 'on' | 'off' | 'cycle';

/** A machine that was switched on is not up by its deadline: for what its disk says, or since the computer is too busy. */
export class DidNotBoot extends Inconclusive {}

/** A machine with a disk of its own: a node of the cluster or a host beside it. */
export interface Machine extends Executor {
  /** IPv4 addresses, the first one on the lab's own network. */
  readonly addresses: readonly string[];
  /** Rejects when the file is not there. */
  read(path: string): Promise<Buffer>;
  /** Writes to the disk: survives a reboot unless the path is a tmpfs (`/run`, `/tmp`). Parents are made. */
  write(path: string, content: string | Buffer, mode?: number): Promise<void>;
  /** Resolves once it has booted; rejects with {@link DidNotBoot}. */
  power(to: Power, signal: AbortSignal): Promise<void>;
  /** The command line, on this computer, that runs a command there with a terminal of its own. Throws while it is off. */
  attached(argv: Argv): Argv;
}

export interface Node extends Machine {
  readonly role: 'control-plane' | 'worker';
}

export const kubeProxyModes = ['iptables', 'nftables', 'ipvs', 'none'] as const;
export type KubeProxyMode = (typeof kubeProxyModes)[number];

/**
 * How pods are scheduled. `stock` is the scheduler's own default. `adversary` is the judge's configuration of the same
 * real scheduler: no default spreading, declared constraints at full weight, and at the lowest weight one that packs.
 */
export type SchedulerProfile = 'stock' | 'adversary';

export const controlPlanes = ['node', 'schedulable', 'hidden'] as const;

/** Until when a lab counts as made. `API server`: for a start in which nodes are not to become Ready. */
export const waits = ['nodes', 'API server'] as const;
export type WaitFor = (typeof waits)[number];

/** What a lab is made of; every provider takes the same one. Plain data, so that equal specs can share a lab. */
export interface LabSpec extends Surroundings {
  /** The hosts and their networks alone; what is said of a cluster here is of no account. */
  readonly withoutCluster: boolean;
  /** By the name of a host with Docker, the images that it holds from the start, as `docker run` names them. */
  readonly hostImages: Readonly<Record<string, readonly string[]>>;
  /** Minor version, for example `1.34`; the component manifest pins the patch release. */
  readonly kubernetes: string;
  /** 0 to 5 workers, named worker01 … */
  readonly workers: number;
  /**
   * `node`: registered and tainted as kubeadm's is. `schedulable`: the same without the taint, so that it takes pods.
   * `hidden`: no kubelet on it, faster, not listed as a node.
   */
  readonly controlPlane: (typeof controlPlanes)[number];
  /** Name of a file in clusters/cni, or `none`. */
  readonly cni: string;
  readonly kubeProxy: KubeProxyMode;
  readonly podCidr: string;
  readonly serviceCidr: string;
  /** IPv6 beside it: pods, nodes and Services have both families. Both are empty in a lab of IPv4 alone. */
  readonly podCidr6: string;
  readonly serviceCidr6: string;
  /** Prefix length of the part of the pod network that each machine gets. */
  readonly podPrefix: number;
  readonly dns: NameService;
  /** What every node's containerd is told of registries; of any other it knows that they speak TLS at their name. */
  readonly registries: readonly RegistryMirrors[];
  /** The control plane's name, then the workers'. None: control-plane, worker01 … */
  readonly names: readonly string[];
  /** The network the nodes share: one of `networks`, or one of its own with `nodeCidr`. */
  readonly nodeNetwork: string;
  readonly nodeCidr: string;
  /** By node name, its addresses on the node network and others. Otherwise .10 for the control plane, .11 … */
  readonly addresses: Readonly<Record<string, readonly Attachment[]>>;
  /** Where the nodes' default route leads. Empty: to the lab's fabric, where it ends. */
  readonly gateway: string;
  readonly apiServerPort: number;
  /** `address:port` at which kubelets and kube-proxies look for the API server. Empty: the control plane itself. */
  readonly apiEndpoint: string;
  readonly waitFor: WaitFor;
  /** By machine name (`control-plane`, `worker01` …). */
  readonly labels: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By machine name, the security groups that its ports are in. A machine that is not here is not filtered. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Extra flags, `--name=value`; each takes the place of its namesake. */
  readonly apiServerFlags: readonly string[];
  readonly kubeletFlags: readonly string[];
  readonly scheduler: SchedulerProfile;
  /** Images every node holds from the start, by the names manifests use. Others come with {@link Lab.ensureImages}. */
  readonly images: readonly string[];
  /** Whether the release's own end-to-end tests lie beside the cluster: {@link Lab.endToEndTests}. */
  readonly endToEndTests: boolean;
  /** Where the lab has something of its own for what was asked; the report says so. */
  readonly substitutions: readonly Substitution[];
}

/** What was asked for, and in which words the report tells what stands for it. */
export interface Substitution {
  readonly name: string;
  readonly detail: string;
}

/** What the report says of a lab whose scheduler is its own where the judge's was asked for. */
export function ownScheduler({ scheduler }: Pick<LabSpec, 'scheduler'>): readonly Provenance[] {
  if (scheduler === 'stock') return [];
  const detail = "the cluster's own, not the judge's";
  return [{ name: 'scheduler', version: scheduler, source: 'substituted', detail }];
}

export const defaultSpec: LabSpec = {
  withoutCluster: false,
  hostImages: {},
  kubernetes: '1.34',
  workers: 2,
  controlPlane: 'node',
  cni: 'bridge',
  kubeProxy: 'iptables',
  podCidr: '10.244.0.0/16',
  serviceCidr: '10.96.0.0/12',
  podCidr6: '',
  serviceCidr6: '',
  podPrefix: 24,
  dns: kubeadmNameService,
  registries: [],
  names: [],
  nodeNetwork: 'nodes',
  nodeCidr: '172.18.0.0/16',
  addresses: {},
  gateway: '',
  apiServerPort: 6443,
  apiEndpoint: '',
  waitFor: 'nodes',
  ...noSurroundings,
  labels: {},
  groups: {},
  apiServerFlags: [],
  kubeletFlags: [],
  scheduler: 'stock',
  images: [],
  substitutions: [],
  endToEndTests: false,
};

type Named = Pick<LabSpec, 'names' | 'workers'> & Partial<Pick<LabSpec, 'withoutCluster'>>;

/** The names of the cluster's machines, control plane first: the same whatever the provider. */
export function nodeNames({ names, workers, withoutCluster }: Named): readonly string[] {
  if (withoutCluster) return [];
  if (names.length > 0) return names;
  return ['control-plane', ...Array.from({ length: workers }, (_, i) => `worker${String(i + 1).padStart(2, '0')}`)];
}

/** Where the nodes are plugged in; without a word in the table .10, .11 … of the node network. */
export function attachmentsOf(spec: LabSpec, name: string, index: number): readonly Attachment[] {
  const written = spec.addresses[name];
  return written ?? [{ network: spec.nodeNetwork, address: addressIn(spec.nodeCidr, firstNodeAddress + index) }];
}

/** In the node network, of the control plane. */
export const firstNodeAddress = 10;

/** Every network of a lab, the nodes' first; without a cluster there is none of those. */
export function networksIn(spec: LabSpec): readonly NetworkSpec[] {
  if (spec.withoutCluster) return spec.networks;
  const others = spec.networks.filter(({ name }) => name !== spec.nodeNetwork);
  return [{ name: spec.nodeNetwork, cidr: spec.nodeCidr }, ...others];
}

/** The names of every machine that a spec makes: the cluster's, then the hosts. */
export function machineNames(spec: Named & Pick<LabSpec, 'hosts'>): readonly string[] {
  return [...nodeNames(spec), ...spec.hosts.map(({ name }) => name)];
}

export interface PodRef {
  readonly namespace: string;
  readonly name: string;
}

/** A file that explains a verdict afterwards. `path` is relative to the evidence directory. */
export interface Evidence {
  readonly title: string;
  readonly path: string;
}

/** Where a component or an image came from, for the summary. */
export interface Provenance {
  readonly name: string;
  readonly version: string;
  readonly source: 'download' | 'go-module' | 'debian' | 'registry' | 'mirror' | 'substituted' | 'existing';
  /** What is inside a substituted image, the package's version, the address of a download. */
  readonly detail?: string;
}

/** The upstream end-to-end tests of the cluster's release, ready to run. Paths are the executor's. */
export interface EndToEndTests {
  /** On the lab's node network: the tests reach every node's address. */
  readonly executor: Executor;
  /** The tests' own program, and Ginkgo, which runs it in several processes. */
  readonly program: string;
  readonly ginkgo: string;
  readonly kubectl: string;
  /** With cluster-admin rights. */
  readonly kubeconfig: string;
}

/** A running cluster and what is around it. */
export interface Lab {
  readonly id: string;
  readonly spec: LabSpec;
  /** Path of a kubeconfig with cluster-admin rights that works from the runner. */
  readonly kubeconfig: string;
  readonly provenance: readonly Provenance[];
  /** What is asked before something is changed in a cluster that others use too; none where the cluster is the lab's own. */
  readonly guard?: Guard;
  /**
   * The scheduler is somebody else's: {@link SchedulerProfile} `adversary` is not to be had, and placements can only be seen
   * by repeated roll-outs.
   */
  readonly foreignScheduler?: true;
  nodes(): readonly Node[];
  /** Any machine by name; rejects nothing: throws BadInput with the nearest name. */
  machine(name: string): Machine;
  /** The runner's place on the lab's node network: outside the cluster, as a client beside it is. */
  runner(): Executor;
  /** The pod's network and resolv.conf, with the lab's tools (curl, ping, dig …), whatever the pod's image holds. */
  inPod(ref: PodRef): Executor;
  /** The security groups as they stand now. */
  securityGroups(): Promise<readonly SecurityGroup[]>;
  /**
   * Gives the lab's security groups these rules, all of them, as of now. They are the network's: a machine's reboot changes
   * nothing. What a rule let through that is gone is cut, connections that stand included, as OpenStack does.
   */
  secure(groups: readonly SecurityGroup[], signal: AbortSignal): Promise<void>;
  /** Throws BadInput unless the spec asked for them. */
  endToEndTests(): EndToEndTests;
  /**
   * Makes images present in a host's Docker, by the names `docker run` takes. Rejects with BadInput for a name nobody can make. None
   * where no host can have one.
   */
  holdImages?(host: string, names: readonly string[], signal: AbortSignal): Promise<void>;
  /** Makes images present on every node, by the names manifests use. Rejects with BadInput for a name nobody can make. */
  ensureImages(names: readonly string[], signal: AbortSignal): Promise<void>;
  /** Component logs, kube-proxy's rules, routes, kernel settings: what only the provider can see. Takes what it can. */
  collectEvidence(dir: string, signal: AbortSignal): Promise<readonly Evidence[]>;
}
