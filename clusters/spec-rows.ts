import { BadInput } from '../support/errors';
import { unknownWord } from '../support/nearest';
import { cniNames, cnis } from './cni/registry';
import { kubernetesReleases } from './components/manifest';
import { defaultSpec, kubeProxyModes, type LabSpec, machineNames } from './lab';
import { checkNetworks } from './spec-networks';

/** A row of the table after `Given a cluster:`: what, and its value. */
export type Row = readonly [name: string, value: string];

type Change = (value: string) => Partial<LabSpec>;

const maxWorkers = 5;

/** Every row that stands for one property of a lab. `labels of <machine>` is the one with a name in it. */
const rows: Readonly<Record<string, Change>> = {
  kubernetes: (value) => ({ kubernetes: version(value) }),
  workers: (value) => ({ workers: workerCount(value) }),
  'control plane': (value) => ({ controlPlane: oneOf('control plane', value, ['node', 'hidden']) }),
  cni: (value) => ({ cni: oneOf('CNI', value, cniNames) }),
  'kube-proxy': (value) => ({ kubeProxy: oneOf('kube-proxy mode', value, kubeProxyModes) }),
  'pod CIDR': (value) => ({ podCidr: value }),
  'service CIDR': (value) => ({ serviceCidr: value }),
  'node CIDR': (value) => ({ nodeCidr: value }),
  'API server flags': (value) => ({ apiServerFlags: flags('API server', value) }),
  'kubelet flags': (value) => ({ kubeletFlags: flags('kubelet', value) }),
  scheduler: (value) => ({ scheduler: oneOf('scheduler', value, ['stock', 'adversary']) }),
  images: (value) => ({ images: value.split(/[\s,]+/).filter(Boolean) }),
};

const labelsRow = /^labels of (\S+)$/;

export const rowNames: readonly string[] = [...Object.keys(rows), 'labels of <machine>'];

/** The lab that a table asks for. Throws BadInput for unknown words, with the nearest known ones. */
export function specOf(table: readonly Row[]): LabSpec {
  refuseRepeats(table);
  const changes = table.filter(([name]) => !labelsRow.test(name)).map(([name, value]) => change(name)(value));
  const spec: LabSpec = Object.assign({}, defaultSpec, ...changes);
  const whole = { ...spec, labels: labelsOf(table, spec.workers) };
  checkNetworks(whole);
  checkKubeProxy(whole);
  return whole;
}

function checkKubeProxy({ cni, kubeProxy }: LabSpec): void {
  const modes = cnis[cni]?.kubeProxyModes ?? kubeProxyModes;
  if (modes.includes(kubeProxy)) return;
  throw new BadInput({
    what: `CNI ${cni} does not go with kube-proxy ${kubeProxy}`,
    next: `write one of ${modes.join(', ')}`,
  });
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

function labelsOf(table: readonly Row[], workers: number): LabSpec['labels'] {
  const machines = machineNames(workers);
  const entries = table.flatMap(([name, value]) => {
    const machine = labelsRow.exec(name)?.[1];
    if (machine === undefined) return [];
    if (!machines.includes(machine)) throw unknownWord('machine', machine, machines);
    return [[machine, labels(machine, value)] as const];
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
