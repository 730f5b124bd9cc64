import { readFileSync } from 'node:fs';
import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020';
import { parseDocument } from 'yaml';
import { BadInput } from './errors';
import { nearest } from './nearest';

/** A YAML file that is what its schema says. Throws BadInput where it cannot be read so. */
export function readYaml<T>(path: string, schema: object): T {
  return parseYaml<T>(readFileSync(path, 'utf8'), path, schema);
}

/** The same of a text that has been read. `path` is what messages name it by. */
export function parseYaml<T>(text: string, path: string, schema: object): T {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new BadInput({ what: `${path} is no YAML: ${error.message}` });
  const value: unknown = document.toJS();
  refuseInvalid(path, schema, value);
  return value as T;
}

/** Throws BadInput where a file's content is not what its schema says, with the nearest known key for an unknown one. */
export function refuseInvalid(path: string, schema: object, value: unknown): void {
  const ajv = new Ajv2020({ allErrors: false, verbose: true });
  if (ajv.validate(schema, value)) return;
  const [error] = ajv.errors ?? [];
  throw new BadInput({ what: `${path}${error?.instancePath ?? ''} ${wordsOf(error)}` });
}

function wordsOf(error: ErrorObject | undefined): string {
  if (error?.keyword === 'enum') return `must be one of ${(error.params.allowedValues as unknown[]).join(', ')}`;
  if (error?.keyword !== 'additionalProperties') return error?.message ?? 'is not as it should be';
  const unknown = String(error.params.additionalProperty);
  const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
  return `has an unknown key "${unknown}"; did you mean "${nearest(unknown, known)}"?`;
}
