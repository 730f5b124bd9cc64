import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { BadInput } from '../../support/errors';
import type { LabSpec } from '../lab';
import type { Row } from '../spec-rows';
import type { Surroundings } from '../topology';
import { inventoryOfYaml } from './hosts-yaml';
import { inventoryOfIni } from './ini';
import { addHost, groupIn, type Inventory } from './inventory';
import { refuseApart, settingsOf } from './settings';
import { labOf } from './spec';
import { mappingOf, type Variables } from './yaml-text';

/** The files of an inventory by their path in its folder: `group_vars/all/all.yml`. */
export type InventoryFiles = ReadonlyMap<string, string>;

/** The lab that an inventory folder of Kubespray describes. Rejects with BadInput for what cannot be honoured. */
export async function kubesprayLab(
  folder: string,
  around: Surroundings,
  rows: readonly Row[] = [],
  defaults: Partial<LabSpec> = {},
): Promise<LabSpec> {
  return labOfFiles(await readInventory(folder), around, rows, defaults);
}

/** The same of files that have been read. */
export function labOfFiles(
  files: InventoryFiles,
  around: Surroundings,
  rows: readonly Row[] = [],
  defaults: Partial<LabSpec> = {},
): LabSpec {
  const inventory = inventoryOf(files);
  for (const [host, vars] of variablesIn(files, 'host_vars')) addHost(inventory, 'all', host, vars);
  for (const [group, vars] of variablesIn(files, 'group_vars')) Object.assign(groupIn(inventory, group).vars, vars);
  const cluster = { ...inventory.groups.get('all')?.vars, ...inventory.groups.get('k8s_cluster')?.vars };
  for (const [name, { vars }] of inventory.groups) {
    if (name !== 'all' && name !== 'k8s_cluster') refuseApart(`group ${name}`, vars);
  }
  for (const [name, { ip: _, ...vars }] of inventory.hosts) refuseApart(name, vars);
  return labOf(inventory, settingsOf(cluster), around, rows, defaults);
}

const inventoryNames = ['inventory.ini', 'hosts.ini', 'hosts.yaml', 'hosts.yml', 'inventory.yaml', 'inventory.yml'];

function inventoryOf(files: InventoryFiles): Inventory {
  const [name, second] = [...files.keys()].filter((path) => inventoryNames.includes(path));
  if (name === undefined) {
    throw new BadInput({
      what: 'the inventory has no hosts',
      next: 'write inventory.ini or hosts.yaml into its folder',
    });
  }
  if (second !== undefined) {
    throw new BadInput({ what: `the inventory has both ${name} and ${second}`, next: 'keep one of them' });
  }
  const text = files.get(name) ?? '';
  return name.endsWith('.ini') ? inventoryOfIni(name, text) : inventoryOfYaml(name, text);
}

/** By group or host: what `<folder>/<name>.yml` and the files of `<folder>/<name>/` set, the later file by name winning. */
function variablesIn(files: InventoryFiles, folder: string): ReadonlyMap<string, Variables> {
  const found = new Map<string, Variables>();
  for (const path of [...files.keys()].toSorted()) {
    const [, name] = new RegExp(`^${folder}/([^/.]+)(/.+)?\\.ya?ml$`).exec(path) ?? [];
    if (name === undefined) continue;
    found.set(name, { ...found.get(name), ...mappingOf(path, files.get(path) ?? '') });
  }
  return found;
}

/** What a run of Kubespray leaves in the folder, and papers. */
const passedBy = /^(artifacts|credentials)\/|(^|\/)(README\.md|\.gitkeep)$/;
const readable = /^((group|host)_vars\/.+\.ya?ml|[^/]+)$/;

async function readInventory(folder: string): Promise<InventoryFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    const what = `there is no inventory folder ${folder}`;
    throw new BadInput({ what, next: 'name a folder with inventory.ini and group_vars/' }, { cause: error });
  });
  const strange = entries.find((entry) => !entry.isFile() && !entry.isDirectory());
  if (strange) {
    const what = `${join(strange.parentPath, strange.name)} is neither a file nor a folder`;
    throw new BadInput({ what, next: 'an inventory holds its files itself' });
  }
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const wanted = paths.map((path) => relative(folder, path)).filter((path) => !passedBy.test(path));
  const unread = wanted.find((path) => !readable.test(path) || (!path.includes('/') && !inventoryNames.includes(path)));
  if (unread !== undefined) {
    const next = 'an inventory is inventory.ini or hosts.yaml, group_vars/ and host_vars/ with *.yml';
    throw new BadInput({ what: `nobody reads ${unread} of the inventory`, next });
  }
  return new Map(
    await Promise.all(wanted.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const)),
  );
}
