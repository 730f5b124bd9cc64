import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What decides the content of a thing in the cache: equal recipes give equal things. */
export interface Recipe {
  readonly name: string;
  readonly version: string;
  /** Plain data: flags, package lists, the text of go.sum. Key order does not matter. */
  readonly inputs: unknown;
}

/** `<name>-<version>-<hash>`: the directory's name in the cache. */
export function recipeId({ name, version, inputs }: Recipe): string {
  const hash = createHash('sha256').update(canonicalJson({ name, version, inputs })).digest('hex');
  return `${fileName(name)}-${fileName(version)}-${hash.slice(0, 12)}`;
}

/** The hash of source files: what they make is made again when they change, with no number to remember to raise. */
export function sourceHash(...files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function fileName(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9.]+/g, '-');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
