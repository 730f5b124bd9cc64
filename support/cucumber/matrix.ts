import type { PodState } from '../observe';
import { connectivity, connectivityIs, type Matrix } from '../probe';
import { type Client, describeClient, inPod, type PodWords, placeOutside, podOf } from './client';
import { type MatrixTable, type Place, parseMatrix } from './matrix-table';
import { eventuallyHolds } from './suspect';
import { requirePort } from './target';
import { timesForNegative } from './traffic';
import { defaultWithinMs, waiting } from './waiting';
import type { World } from './world';

/** A connectivity table with the port that its connections go to. */
export interface MatrixClaim {
  readonly port: number;
  readonly table: MatrixTable;
}

/** Reads what a step states. Throws BadInput for a port or a table that is none. */
export function readMatrix(world: World, port: number, table: readonly (readonly string[])[]): MatrixClaim {
  return { port: requirePort(port), table: parseMatrix(world, table) };
}

/** Every cell as stated, all seen in one look; a look is made again until then. */
export async function judgeMatrix(world: World, { port, table }: MatrixClaim, withinMs?: number): Promise<unknown> {
  const pods = await podsOf(world, [...table.rows.map(({ client }) => client), ...table.columns.map(placeOf)]);
  const matrix = lookUp(world, table, port, pods);
  const what = `the connectivity on port ${port} was not as stated`;
  const options = waiting(world, withinMs ?? defaultWithinMs.traffic, what);
  const runner = table.rows.some(({ client }) => client.kind === 'runner') ? [world.lab.runner()] : [];
  const ends = [...runner, ...[...pods.values()].map((pod) => inPod(world, pod))];
  const trial = { probe: connectivity(matrix, { timesForNegative }), condition: connectivityIs(matrix), ends };
  return eventuallyHolds(world, trial, options);
}

const placeOf = ({ place }: MatrixTable['columns'][number]) => place;

/** By their words: each pod is looked up once, be it a row, a column or both. */
type Pods = ReadonlyMap<string, PodState>;

async function podsOf(world: World, named: readonly (Client | Place)[]): Promise<Pods> {
  const distinct = new Map(named.filter(isPod).map((words) => [describeClient(words), words]));
  const found = [...distinct].map(async ([name, words]) => [name, await podOf(world, words)] as const);
  return new Map(await Promise.all(found));
}

function lookUp(world: World, { rows, columns, stated }: MatrixTable, port: number, pods: Pods): Matrix {
  const podNamed = (words: PodWords) => pods.get(describeClient(words)) as PodState;
  const executor = (client: Client) => (isPod(client) ? inPod(world, podNamed(client)) : placeOutside(world, client));
  const host = (place: Place) => (isPod(place) ? `${podNamed(place).ip}` : addressOf(world, place));
  return {
    rows: rows.map(({ name, client }) => ({ name, from: executor(client) })),
    columns: columns.map(({ name, place }) => ({ name, port, host: host(place) })),
    stated,
  };
}

function isPod(words: Client | Place): words is PodWords {
  return words.kind === 'pod' || words.kind === 'some-pod';
}

function addressOf(world: World, place: Exclude<Place, PodWords>): string {
  return place.kind === 'address' ? place.address : `${world.lab.machine(place.name).addresses[0]}`;
}
