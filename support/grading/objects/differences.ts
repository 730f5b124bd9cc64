import { isJsonObject, type Json, own } from './json';

/** A place at which two values are not the same. Absent: there is nothing. */
export interface Difference {
  /** A normalized path (RFC 9535). */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Where two values differ, as deep inside as can be said; mappings have no order. */
export function differences(before: Json | undefined, after: Json | undefined, path: string): readonly Difference[] {
  if (before === undefined || after === undefined) return before === after ? [] : [{ path, before, after }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }).flatMap((_, index) => differences(before[index], after[index], `${path}[${index}]`));
  }
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(own(before, key), own(after, key), `${path}${segment(key)}`));
  }
  return before === after ? [] : [{ path, before, after }];
}

/** A key within a normalized path: `['spec']`. */
export function segment(key: string): string {
  const escaped = JSON.stringify(key).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `['${escaped}']`;
}

/** `was "a", is "b"`, short. */
export function describeDifference({ before, after }: Pick<Difference, 'before' | 'after'>): string {
  if (before === undefined) return `was not there, is ${short(after)}`;
  return after === undefined ? `was ${short(before)}, is not there` : `was ${short(before)}, is ${short(after)}`;
}

const longest = 80;

function short(value: Json | undefined): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
