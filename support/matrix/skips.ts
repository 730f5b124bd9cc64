import { axisNames, type Cell, type Point } from './cell';

/** Values of some axes; a list holds alternatives. */
type Values = Readonly<Partial<Record<keyof Point, string | readonly string[]>>>;

/** Scenarios that are skipped in some cells, and why that is no news. */
export interface ExpectedSkip {
  /** The feature's path from the project's folder. */
  readonly feature: string;
  /** Part of the scenario's name; without it every scenario of the feature is meant. */
  readonly name?: string;
  /** Only cells that have one of the values on each of these axes. */
  readonly in?: Values;
  /** Not the cells that have one of the values on each of these axes. */
  readonly except?: Values;
  readonly reason: string;
}

/** A scenario's result as far as skips go. */
interface Result {
  readonly uri: string;
  readonly name: string;
  readonly outcome: string;
  readonly cell?: Cell;
}

/** The entry that expects a scenario to be skipped in its cell. Results of no cell are expected by no entry. */
export function expectationOf(list: readonly ExpectedSkip[], result: Result): ExpectedSkip | undefined {
  const { cell } = result;
  return cell && list.find((entry) => names(entry, result) && means(entry, cell));
}

/** Entries of which nothing came: no scenario that they name was in any cell that they mean. */
export function unused(list: readonly ExpectedSkip[], results: readonly Result[]): readonly ExpectedSkip[] {
  return list.filter(
    (entry) => !results.some((result) => result.cell && names(entry, result) && means(entry, result.cell)),
  );
}

function names({ feature, name = '' }: ExpectedSkip, result: Result): boolean {
  return result.uri === feature && result.name.includes(name);
}

function means({ in: within = {}, except }: ExpectedSkip, cell: Cell): boolean {
  return has(cell, within) && !(except && has(cell, except));
}

function has(cell: Cell, values: Values): boolean {
  return axisNames.every((axis) => values[axis] === undefined || [values[axis]].flat().includes(cell[axis]));
}

const text = { type: 'string', minLength: 1 } as const;
const values = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: Object.fromEntries(
    axisNames.map((axis) => [axis, { anyOf: [text, { type: 'array', items: text, minItems: 1 }] }]),
  ),
} as const;

/** Of a file with such a list. */
export const skipsSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['feature', 'reason'],
    additionalProperties: false,
    properties: { feature: text, name: text, in: values, except: values, reason: text },
  },
} as const;
