import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { BadInput } from '../../support/errors';
import { unknownWord } from '../../support/nearest';
import { readYaml } from '../../support/schema';
import { cniNames } from '../cni/registry';
import type { Attachment, HostRole } from '../topology';
import { attachments } from '../topology-tables';
import schema from './inventory.schema.json';

/** What a machine lets be done to it; without a word it is only looked at. See docs/existing-clusters.md. */
export const permissions = ['write', 'sysctl', 'commands', 'reboot'] as const;
export type Permission = (typeof permissions)[number];

/** A machine that is reached by ssh. */
export interface InventoryMachine {
  readonly name: string;
  readonly role: 'node' | 'host';
  /** As ssh(1) takes it. */
  readonly destination: string;
  readonly identityFile?: string;
  readonly sudo: boolean;
  /** Empty: not told, the node's InternalIP. */
  readonly attachments: readonly Attachment[];
  readonly gateway?: string;
  readonly roles: readonly HostRole[];
  readonly reboot: readonly [string, ...string[]];
}

/** An inventory as read, every path absolute. */
export interface Inventory {
  readonly path: string;
  readonly kubeconfig: string;
  readonly context?: string;
  readonly cni: string;
  readonly podCidr?: string;
  readonly serviceCidr?: string;
  readonly sshConfig?: string;
  readonly knownHosts?: string;
  readonly machines: readonly InventoryMachine[];
  /** CIDR by name. */
  readonly networks: Readonly<Record<string, string>>;
  /** The machine from which the runner's traffic goes; none: this computer. */
  readonly runner?: string;
  readonly allow: readonly Permission[];
}

interface WrittenMachine {
  readonly ssh?: string;
  readonly identityFile?: string;
  readonly sudo?: boolean;
  readonly addresses?: readonly string[];
  readonly gateway?: string;
  readonly roles?: readonly HostRole[];
  readonly reboot?: readonly [string, ...string[]];
}

/** The file, as inventory.schema.json has it. */
interface Written {
  readonly cluster: { kubeconfig: string; context?: string; cni: string; podCidr?: string; serviceCidr?: string };
  readonly ssh?: { readonly config?: string; readonly knownHosts?: string };
  readonly nodes: Readonly<Record<string, WrittenMachine | null>>;
  readonly hosts?: Readonly<Record<string, WrittenMachine | null>>;
  readonly networks?: Readonly<Record<string, string>>;
  readonly runner?: string;
  readonly allow?: readonly Permission[];
}

/** Where `ENDSTATE_INVENTORY` says the inventory is; `undefined` where it says nothing. */
export function inventoryPath(): string | undefined {
  const path = process.env.ENDSTATE_INVENTORY;
  return path ? resolve(path) : undefined;
}

/** Reads an inventory. Throws BadInput for what its schema does not know, and for files and names that are not there. */
export function readInventory(path: string): Inventory {
  if (!existsSync(path)) throw new BadInput({ what: `there is no inventory ${path}`, next: 'set ENDSTATE_INVENTORY' });
  const { cluster, ssh = {}, nodes, hosts = {}, networks = {}, runner, allow = [] } = readYaml<Written>(path, schema);
  if (!cniNames.includes(cluster.cni)) throw unknownWord('CNI', cluster.cni, cniNames);
  const folder = dirname(path);
  const machines = [...machinesOf(folder, 'node', nodes), ...machinesOf(folder, 'host', hosts)];
  const names = machines.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new BadInput({ what: `${path} has ${twice} as a node and as a host`, next: 'keep one of them' });
  if (runner !== undefined && !names.includes(runner)) throw unknownWord('machine for the runner', runner, names);
  return {
    path,
    kubeconfig: fileIn(folder, cluster.kubeconfig),
    ...optional('context', cluster.context),
    cni: cluster.cni,
    ...optional('podCidr', cluster.podCidr),
    ...optional('serviceCidr', cluster.serviceCidr),
    ...optional('sshConfig', ssh.config && fileIn(folder, ssh.config)),
    ...optional('knownHosts', ssh.knownHosts && fileIn(folder, ssh.knownHosts)),
    machines,
    networks,
    ...optional('runner', runner),
    allow,
  };
}

function machinesOf(folder: string, role: InventoryMachine['role'], written: NonNullable<Written['hosts']>) {
  return Object.entries(written).map(([name, machine]): InventoryMachine => {
    const { ssh = name, identityFile, sudo = false, addresses = [], gateway, roles = [], reboot } = machine ?? {};
    return {
      name,
      role,
      destination: ssh,
      ...optional('identityFile', identityFile && fileIn(folder, identityFile)),
      sudo,
      attachments: addresses.flatMap((text) => attachments(name, text)),
      ...optional('gateway', gateway),
      roles,
      reboot: reboot ?? ['systemctl', 'reboot'],
    };
  });
}

function fileIn(folder: string, written: string): string {
  const path = resolve(folder, written);
  if (existsSync(path)) return path;
  throw new BadInput({ what: `the inventory names ${path}, and there is no such file` });
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: V });
}
