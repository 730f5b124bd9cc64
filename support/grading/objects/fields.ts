import { exec, type JsonValue } from 'jsonpath-rfc9535';
import { aligned } from './aligned';
import { type Difference, differences, segment } from './differences';
import type { Json } from './json';

/**
 * Where two objects, or the same part of both, differ in what JSONPaths mean.
 * @param keys where in the object the part is: paths in the result begin at the object.
 */
export function fieldDifferences(
  paths: readonly string[],
  before: Json,
  after: Json,
  keys: readonly string[] = [],
): readonly Difference[] {
  const root = `$${keys.map(segment).join('')}`;
  const likewise = aligned(after, before);
  return paths.flatMap((path) => {
    const [was, is] = [nodes(before, path), nodes(likewise, path)];
    const places = [...new Set([...was.keys(), ...is.keys()])];
    return places.flatMap((place) => differences(was.get(place), is.get(place), `${root}${place}`));
  });
}

/** What a path means, by its place below the root. */
function nodes(value: Json, path: string): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  exec(value as JsonValue, path, (node, place) => {
    // The keys are escaped already.
    const below = place.map((key) => (typeof key === 'number' ? `[${key}]` : `['${key}']`));
    found.set(below.join(''), node);
  });
  return found;
}
