import type { Path } from './finding';

export type Mapping = Readonly<Record<string, unknown>>;

export interface Found {
  readonly path: Path;
  readonly value: unknown;
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What stands at a place of a value: keys with dots between them, `a|b` for either, `[]` after a key for every item of its list. What
 * is not there is not found.
 */
export function valuesAt(value: unknown, place: string, from: Path = []): readonly Found[] {
  return place
    .split('.')
    .reduce<readonly Found[]>((found, step) => found.flatMap((at) => stepInto(at, step)), [{ path: from, value }]);
}

function stepInto({ path, value }: Found, step: string): readonly Found[] {
  if (!isMapping(value)) return [];
  const keys = step
    .replace('[]', '')
    .split('|')
    .filter((key) => Object.hasOwn(value, key));
  const found = keys.map((key) => ({ path: [...path, key], value: value[key] }));
  return step.endsWith('[]') ? found.flatMap(itemsOf) : found;
}

export function itemsOf({ path, value }: Found): readonly Found[] {
  return Array.isArray(value) ? value.map((item, index) => ({ path: [...path, index], value: item })) : [];
}

/** Every mapping in a value, itself among them. */
export function mappingsIn(found: Found): readonly (Found & { readonly value: Mapping })[] {
  const { path, value } = found;
  if (Array.isArray(value)) return itemsOf(found).flatMap(mappingsIn);
  if (!isMapping(value)) return [];
  const inner = Object.entries(value).flatMap(([key, part]) => mappingsIn({ path: [...path, key], value: part }));
  return [{ path, value }, ...inner];
}
