import { BadInput } from '../../support/errors';
import type { Variables } from './yaml-text';

export interface Group {
  readonly hosts: string[];
  readonly children: string[];
  readonly vars: Variables;
}

/** Hosts and groups as an Ansible inventory names them, whichever way it is written. */
export interface Inventory {
  /** Variables of each host, by its name. */
  readonly hosts: Map<string, Variables>;
  readonly groups: Map<string, Group>;
}

export function emptyInventory(): Inventory {
  return { hosts: new Map(), groups: new Map() };
}

export function groupIn(inventory: Inventory, name: string): Group {
  const group = inventory.groups.get(name) ?? { hosts: [], children: [], vars: {} };
  inventory.groups.set(name, group);
  return group;
}

export function addHost(inventory: Inventory, group: string, host: string, vars: Variables): void {
  inventory.hosts.set(host, { ...inventory.hosts.get(host), ...vars });
  const { hosts } = groupIn(inventory, group);
  if (!hosts.includes(host)) hosts.push(host);
}

/** The hosts of a group and of the groups below it, each once. Throws BadInput for a group that is below itself. */
export function membersOf({ groups }: Inventory, name: string, above: readonly string[] = []): readonly string[] {
  if (above.includes(name)) {
    throw new BadInput({ what: `group ${name} of the inventory is below itself`, next: 'take it out of its children' });
  }
  const { hosts = [], children = [] } = groups.get(name) ?? {};
  const below = children.flatMap((child) => membersOf({ groups } as Inventory, child, [...above, name]));
  return [...new Set([...hosts, ...below])];
}
