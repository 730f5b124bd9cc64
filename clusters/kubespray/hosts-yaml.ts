import { BadInput } from '../../support/errors';
import { unknownWord } from '../../support/nearest';
import { addHost, emptyInventory, groupIn, type Inventory } from './inventory';
import { isMapping, mappingOf, type Variables } from './yaml-text';

const keys = ['hosts', 'children', 'vars'];

/** An inventory in Ansible's YAML form: groups with hosts, children and variables, from `all` downwards. */
export function inventoryOfYaml(file: string, text: string): Inventory {
  const inventory = emptyInventory();
  for (const [name, content] of Object.entries(mappingOf(file, text))) takeGroup(inventory, file, name, content);
  return inventory;
}

function takeGroup(inventory: Inventory, file: string, name: string, content: unknown): void {
  const group = groupIn(inventory, name);
  const parts = mapping(file, name, content);
  const strange = Object.keys(parts).find((key) => !keys.includes(key));
  if (strange !== undefined) throw unknownWord(`key of group ${name} in ${file}`, strange, keys);
  for (const [host, vars] of Object.entries(mapping(file, `${name}.hosts`, parts.hosts))) {
    addHost(inventory, name, host, mapping(file, host, vars));
  }
  Object.assign(group.vars, mapping(file, `${name}.vars`, parts.vars));
  for (const [child, below] of Object.entries(mapping(file, `${name}.children`, parts.children))) {
    group.children.push(child);
    takeGroup(inventory, file, child, below);
  }
}

function mapping(file: string, what: string, value: unknown): Variables {
  if (value === undefined || value === null) return {};
  if (isMapping(value)) return value;
  throw new BadInput({ what: `${what} in ${file} is no mapping`, next: 'write names with a colon, one a line' });
}
