import { isIPv4 } from 'node:net';
import { BadInput } from '../support/errors';
import { unknownWord } from '../support/nearest';
import { cniNames } from './cni/registry';
import { kubernetesReleases } from './components/manifest';
import { checkDualStack, familiesOf } from './dual-stack';
import { controlPlanes, defaultSpec, kubeProxyModes, type LabSpec, machineNames, nodeNames, waits } from './lab';
import { requireGroup } from './security-groups';
import { checkNetworks } from './spec-networks';
import { checkTopology } from './spec-topology';
import { noSurroundings, type Surroundings } from './topology';
import { attachments } from './topology-tables';

/** A row of the table after `Given a cluster:`: what, and its value. */
export type Row = readonly [name: string, value: string];

type Change = (value: string) => Partial<LabSpec>;

const maxWorkers = 5;

/** Every row that stands for one property of a lab. `labels of <machine>` is the one with a name in it. */
const rows: Readonly<Record<string, Change>> = {
  kubernetes: (value) => ({ kubernetes: version(value) }),
  workers: (value) => ({ workers: workerCount(value) }),
  'control plane': (value) => ({ controlPlane: oneOf('control plane', value, controlPlanes) }),
  cni: (value) => ({ cni: oneOf('CNI', value, cniNames) }),
  'kube-proxy': (value) => ({ kubeProxy: oneOf('kube-proxy mode', value, kubeProxyModes) }),
  'pod CIDR': (value) => {
    const [podCidr, podCidr6] = familiesOf('pod CIDR', value);
    return { podCidr, podCidr6 };
  },
  'service CIDR': (value) => {
    const [serviceCidr, serviceCidr6] = familiesOf('service CIDR', value);
    return { serviceCidr, serviceCidr6 };
  },
  names: (value) => ({ names: value.split(/[\s,]+/).filter(Boolean) }),
  'node network': (value) => ({ nodeNetwork: value }),
  'node CIDR': (value) => ({ nodeCidr: value }),
  gateway: (value) => ({ gateway: value }),
  'API server port': (value) => ({ apiServerPort: port(value) }),
  'API endpoint': (value) => ({ apiEndpoint: endpoint(value) }),
  'wait for': (value) => ({ waitFor: oneOf('thing to wait for', value, waits) }),
  'API server flags': (value) => ({ apiServerFlags: flags('API server', value) }),
  'kubelet flags': (value) => ({ kubeletFlags: flags('kubelet', value) }),
  scheduler: (value) => ({ scheduler: oneOf('scheduler', value, ['stock', 'adversary']) }),
  images: (value) => ({ images: value.split(/[\s,]+/).filter(Boolean) }),
};

const labelsRow = /^labels of (\S+)$/;
const addressesRow = /^addresses of (\S+)$/;
const groupsRow = /^security groups of (\S+)$/;
const isOfMachine = (name: string) => [labelsRow, addressesRow, groupsRow].some((row) => row.test(name));

export const rowNames: readonly string[] = [
  ...Object.keys(rows),
  'labels of <machine>',
  'addresses of <machine>',
  'security groups of <machine>',
];

/**
 * The lab that a table asks for, in its surroundings; `base` is what no row stands for. Throws BadInput for unknown words,
 * with the nearest known ones.
 */
export function specOf(
  table: readonly Row[],
  around: Surroundings = noSurroundings,
  base: Partial<LabSpec> = {},
): LabSpec {
  refuseRepeats(table);
  const changes = table.filter(([name]) => !isOfMachine(name)).map(([name, value]) => change(name)(value));
  const spec: LabSpec = Object.assign({}, defaultSpec, base, around, ...changes);
  const whole = {
    ...spec,
    nodeCidr: nodeCidr(spec, table),
    addresses: ofMachines(table, addressesRow, nodeNames(spec), attachments),
    labels: ofMachines(table, labelsRow, nodeNames(spec), labels),
    groups: ofMachines(table, groupsRow, machineNames(spec), (_, value) => groups(spec, value)),
  };
  checkNetworks(whole);
  checkTopology(whole);
  checkDualStack(whole);
  return whole;
}

/** What of a lab a matrix varies, as a spec has it. */
export type LabAxes = Pick<LabSpec, 'kubernetes' | 'cni' | 'kubeProxy'>;

/** What a table says of the axes of a matrix; what it leaves open is not there. Throws BadInput for unknown words. */
export function axesOf(table: readonly Row[]): Partial<LabAxes> {
  const said = table.filter(([name]) => ['kubernetes', 'cni', 'kube-proxy'].includes(name));
  return Object.assign({}, ...said.map(([name, value]) => change(name)(value)));
}

/** The node network is one of those the feature lists, or one of its own. */
function nodeCidr({ networks, nodeNetwork, nodeCidr: own }: LabSpec, table: readonly Row[]): string {
  const listed = networks.find(({ name }) => name === nodeNetwork);
  if (listed && table.some(([name]) => name === 'node CIDR')) {
    throw new BadInput({ what: `network ${nodeNetwork} has its CIDR already`, next: 'leave the row "node CIDR" out' });
  }
  if (listed || nodeNetwork === defaultSpec.nodeNetwork) return listed?.cidr ?? own;
  throw unknownWord(
    'network',
    nodeNetwork,
    networks.map(({ name }) => name),
  );
}

function change(name: string): Change {
  const known = rows[name];
  if (known) return known;
  throw unknownWord("row of the cluster's table", name, rowNames);
}

function refuseRepeats(table: readonly Row[]): void {
  const names = table.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new BadInput({ what: `the cluster's table has two rows "${twice}"`, next: 'keep one of them' });
}

/** The rows that are about one machine: what they say, by its name. */
function ofMachines<T>(
  table: readonly Row[],
  row: RegExp,
  machines: readonly string[],
  parse: (machine: string, value: string) => T,
): Readonly<Record<string, T>> {
  const entries = table.flatMap(([name, value]) => {
    const machine = row.exec(name)?.[1];
    if (machine === undefined) return [];
    if (!machines.includes(machine)) throw unknownWord('machine', machine, machines);
    return [[machine, parse(machine, value)] as const];
  });
  return Object.fromEntries(entries);
}

function labels(machine: string, value: string): Readonly<Record<string, string>> {
  const pairs = value.split(/[\s,]+/).filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, key, label] = /^([\w./-]+)=([\w.-]*)$/.exec(pair) ?? [];
      if (key === undefined || label === undefined) {
        throw new BadInput({
          what: `"${pair}" is no label of ${machine}`,
          next: 'write labels like worker-id=1, zone=a',
        });
      }
      return [key, label];
    }),
  );
}

function groups({ securityGroups }: LabSpec, value: string): readonly string[] {
  const written = value.split(/[\s,]+/).filter(Boolean);
  const known = securityGroups.map(({ name }) => name);
  for (const name of written) requireGroup(name, known);
  return written;
}

/** A minor version, or the pinned release of one; its `v` may stand. */
function version(value: string): string {
  const releases: Readonly<Record<string, string>> = kubernetesReleases;
  const [, minor = value, patch] = /^v?(\d+\.\d+)(\.\d+)?$/.exec(value) ?? [];
  const release = releases[minor];
  if (release === undefined) throw unknownWord('Kubernetes version', value, Object.keys(releases));
  if (patch === undefined || release === `v${minor}${patch}`) return minor;
  throw new BadInput({ what: `Kubernetes ${value} is not pinned here`, next: `write ${minor}, which is ${release}` });
}

function workerCount(value: string): number {
  const count = Number(value);
  if (/^\d+$/.test(value) && count <= maxWorkers) return count;
  throw new BadInput({ what: `${value} workers cannot be had`, next: `write a number from 0 to ${maxWorkers}` });
}

function port(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number > 0 && number < 65_536) return number;
  throw new BadInput({ what: `${value} is no port`, next: 'write a number from 1 to 65535' });
}

function endpoint(value: string): string {
  const [, address = '', number = ''] = /^([\d.]+):(\d+)$/.exec(value) ?? [];
  if (isIPv4(address)) return `${address}:${port(number)}`;
  throw new BadInput({ what: `${value} is no address of an API server`, next: 'write it like 203.0.113.100:6443' });
}

function oneOf<T extends string>(kind: string, value: string, known: readonly T[]): T {
  const found = known.find((word) => word === value);
  if (found) return found;
  throw unknownWord(kind, value, known);
}

function flags(component: string, value: string): readonly string[] {
  const words = value.split(/\s+/).filter(Boolean);
  const wrong = words.find((word) => !/^--[a-z][a-z0-9-]*=/.test(word));
  if (!wrong) return words;
  throw new BadInput({
    what: `"${wrong}" is no flag of the ${component}`,
    next: 'write flags as --name=value, separated by blanks',
  });
}
