import { BadInput } from '../../support/errors';
import { isHostAddress, parseCidr } from '../cidr';
import type { LabSpec, Substitution } from '../lab';
import type { NameService } from '../name-service';
import { type Row, specOf } from '../spec-rows';
import type { Surroundings } from '../topology';
import { kubesprayRelease } from './defaults';
import { type Inventory, membersOf } from './inventory';
import type { Settings } from './settings';

/** Which of ours stands for a network plugin, and what it shares with it. */
const plugins: Readonly<Record<Settings['kube_network_plugin'], Substitution & { readonly cni: string }>> = {
  calico: {
    cni: 'ptp',
    name: 'Calico',
    detail:
      'the ptp plugin with static routes; as with natOutgoing, pods show their own addresses to the whole pod network and their node’s to everybody else',
  },
};

/**
 * The lab of an inventory: the cluster's machines are its hosts, plugged into the networks that hold their addresses.
 * `rows` is what no inventory says: gateways, flags, labels; `defaults` is what neither says. Throws BadInput.
 */
export function labOf(
  inventory: Inventory,
  settings: Settings,
  around: Surroundings,
  rows: readonly Row[] = [],
  defaults: Partial<LabSpec> = {},
): LabSpec {
  const { controlPlane, workers, schedulable } = machinesOf(inventory);
  const names = [controlPlane, ...workers];
  const places = names.map((name) => placeOf(inventory, around, name));
  const derived: readonly Row[] = [
    ['names', names.join(' ')],
    ['workers', `${workers.length}`],
    ['control plane', schedulable ? 'schedulable' : 'node'],
    ['cni', plugins[settings.kube_network_plugin].cni],
    ['kube-proxy', settings.kube_proxy_mode],
    ['pod CIDR', settings.kube_pods_subnet],
    ['service CIDR', settings.kube_service_addresses],
    ['API server port', `${settings.kube_apiserver_port}`],
    ['node network', nodeNetwork(places)],
    ...(settings.kube_version ? [['kubernetes', minorOf(settings.kube_version)] as const] : []),
    ...names.map((name, index) => [`addresses of ${name}`, places[index]?.join(' ') ?? ''] as const),
  ];
  return specOf([...derived, ...rows], around, {
    ...defaults,
    podPrefix: settings.kube_network_node_prefix,
    registries: settings.containerd_registries_mirrors,
    dns: nameService(settings),
    substitutions: substitutions(settings),
  });
}

function nameService(settings: Settings): NameService {
  const asksCluster = settings.resolvconf_mode === 'host_resolvconf';
  const untouched = { asksCluster, servers: [], keepsOwn: true, search: [], options: '' };
  return {
    upstream: settings.upstream_dns_servers,
    nodeLocal: settings.enable_nodelocaldns ? settings.nodelocaldns_ip : '',
    serviceOffset: 3,
    nodes: !asksCluster
      ? untouched
      : {
          asksCluster,
          servers: settings.nameservers,
          keepsOwn: !settings.disable_host_nameservers,
          search: ['default.svc.cluster.local', 'svc.cluster.local', ...settings.searchdomains],
          options: `ndots:${settings.ndots} timeout:${settings.dns_timeout} attempts:${settings.dns_attempts}`,
        },
  };
}

function substitutions(settings: Settings): readonly Substitution[] {
  const { name, detail } = plugins[settings.kube_network_plugin];
  return [
    { name: `Kubespray ${kubesprayRelease}`, detail: 'a reader of its inventories; no playbook runs' },
    { name, detail },
    ...(settings.enable_nodelocaldns ? [{ name: 'node-cache', detail: 'CoreDNS on every node’s network' }] : []),
  ];
}

interface Machines {
  readonly controlPlane: string;
  readonly workers: readonly string[];
  /** The control plane is among the nodes that take pods. */
  readonly schedulable: boolean;
}

function machinesOf(inventory: Inventory): Machines {
  const [controlPlane, ...more] = membersOf(inventory, 'kube_control_plane');
  const nodes = membersOf(inventory, 'kube_node');
  if (controlPlane === undefined) throw empty('kube_control_plane');
  if (nodes.length === 0) throw empty('kube_node');
  if (more.length > 0) {
    const what = `kube_control_plane has ${more.length + 1} hosts, and a lab has one control plane`;
    throw new BadInput({ what, next: `leave ${controlPlane} in it` });
  }
  const etcd = membersOf(inventory, 'etcd');
  if (etcd.join() !== controlPlane) {
    const last = `it holds ${etcd.join(', ') || 'nobody'}`;
    throw new BadInput({
      what: 'etcd of a lab runs on its control plane',
      last,
      next: `put ${controlPlane} into etcd`,
    });
  }
  const reflectors = membersOf(inventory, 'calico_rr');
  if (reflectors.length > 0) throw new BadInput({ what: 'a lab has no calico_rr', next: 'leave the group empty' });
  return {
    controlPlane,
    workers: nodes.filter((name) => name !== controlPlane),
    schedulable: nodes.includes(controlPlane),
  };
}

function empty(group: string): BadInput {
  return new BadInput({ what: `group ${group} of the inventory has no host`, next: 'name one' });
}

/** Network and address of a host: `ip` is what Kubernetes binds to, `ansible_host` where Ansible finds it. */
function placeOf({ hosts }: Inventory, { networks }: Surroundings, name: string): readonly [string, string] {
  const { ip, ansible_host } = hosts.get(name) ?? {};
  const address = ip ?? ansible_host;
  const network = networks.find(({ name: what, cidr }) => isHostAddress(String(address), parseCidr(what, cidr)));
  if (typeof address === 'string' && network) return [network.name, address];
  const what = address === undefined ? `${name} has no address` : `${name}'s ${address} is on no network of the lab`;
  const known = networks.map((each) => `${each.name} ${each.cidr}`).join(', ');
  throw new BadInput({
    what,
    ...(known ? { last: `the networks are ${known}` } : {}),
    next: 'write ansible_host or ip in the inventory, and the network in "Given the networks:"',
  });
}

function nodeNetwork(places: readonly (readonly [string, string])[]): string {
  const names = [...new Set(places.map(([network]) => network))];
  const [only = ''] = names;
  if (names.length === 1) return only;
  const what = `the nodes are on ${names.length} networks: ${names.join(', ')}`;
  throw new BadInput({ what, next: 'give them addresses of one' });
}

/** Kubespray names a patch release, a lab has its own of that minor. */
function minorOf(version: string): string {
  return version.replace(/^v?(\d+\.\d+)\.\d+$/, '$1');
}
