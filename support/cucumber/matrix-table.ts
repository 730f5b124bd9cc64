import { isIPv4 } from 'node:net';
import { machineNames } from '../../clusters/lab';
import { BadInput } from '../errors';
import { unknownWord } from '../nearest';
import { type CellWord, cellKinds } from '../probe';
import { type Client, type PodWords, parseClient, parsePod } from './client';
import type { World } from './world';

/** Where a column's connections go; an address or a name with a dot stands for itself. */
export type Place =
  | PodWords
  | { readonly kind: 'machine'; readonly name: string }
  | { readonly kind: 'address'; readonly address: string };

/** A connectivity table, read and not yet looked up. */
export interface MatrixTable {
  readonly rows: readonly { readonly name: string; readonly client: Client }[];
  readonly columns: readonly { readonly name: string; readonly place: Place }[];
  readonly stated: readonly (readonly (CellWord | undefined)[])[];
}

/** A cell that states nothing, and where nothing is tried. */
const nothing = '-';
const words = Object.keys(cellKinds) as readonly CellWord[];
const podPattern = /^(?:pod|a pod of deployment) \S+$/;

/** Reads a table whose rows are clients and whose columns are where they connect to. Throws BadInput. */
export function parseMatrix(world: World, table: readonly (readonly string[])[]): MatrixTable {
  const [[corner = '', ...columns] = [], ...lines] = table;
  if (corner !== '') {
    const next = 'leave it empty: the first row names where connections go, the first column whence';
    throw new BadInput({ what: `the corner of the table holds "${corner}"`, next });
  }
  const stated = lines.map(([, ...cells]) => cells.map(parseCell));
  if (stated.flat().every((word) => word === undefined)) {
    const next = 'write a row for each client, a column for each target, and a word into a cell';
    throw new BadInput({ what: 'the table states no connection', next });
  }
  const clients = lines.map(([name = '']) => name);
  requireDistinct('row', clients);
  requireDistinct('column', columns);
  return {
    rows: clients.map((name) => ({ name, client: parseRowName(world, name) })),
    columns: columns.map((name) => ({ name, place: parseColumnName(world, name) })),
    stated,
  };
}

function parseCell(word: string): CellWord | undefined {
  if (word === nothing) return undefined;
  const known = words.find((each) => each === word);
  if (known) return known;
  throw unknownWord('word in a cell of the table', word, [...words, nothing]);
}

function parseRowName(world: World, name: string): Client {
  if (name === 'the runner' || podPattern.test(name)) return parseClient(world, name);
  if (machineNames(world.spec).includes(name)) return { kind: 'machine', name };
  throw unknownWord('client in the first column', name, [...knownPlaces(world), 'the runner']);
}

function parseColumnName(world: World, name: string): Place {
  if (podPattern.test(name)) return parsePod(name);
  if (machineNames(world.spec).includes(name)) return { kind: 'machine', name };
  if (isIPv4(name) || /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/.test(name))
    return { kind: 'address', address: name };
  throw unknownWord('place in the first row', name, knownPlaces(world));
}

function knownPlaces(world: World): readonly string[] {
  return [...machineNames(world.spec), 'pod <name>', 'a pod of deployment <name>'];
}

function requireDistinct(what: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new BadInput({ what: `two ${what}s of the table are "${twice}"`, next: 'keep one' });
}
