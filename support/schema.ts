import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { parseDocument } from 'yaml';
import { BadInput } from './errors';
import { nearest } from './nearest';

/** A YAML file that is what its schema says. Throws BadInput where it cannot be read so. */
export function readYaml<T>(path: string, schema: object): T {
  const document = parseDocument(readFileSync(path, 'utf8'));
  const [error] = document.errors;
  if (error) throw new BadInput({ what: `${path} is no YAML: ${error.message}` });
  const value: unknown = document.toJS();
  refuseInvalid(path, schema, value);
  return value as T;
}

/** Throws BadInput where a file's content is not what its schema says, with the nearest known key for an unknown one. */
export function refuseInvalid(path: string, schema: object, value: unknown): void {
  const ajv = new Ajv({ allErrors: false, verbose: true });
  if (ajv.validate(schema, value)) return;
  const [error] = ajv.errors ?? [];
  throw new BadInput({ what: `${path}${error?.instancePath ?? ''} ${wordsOf(error)}` });
}

function wordsOf(error: ErrorObject | undefined): string {
  if (error?.keyword !== 'additionalProperties') return error?.message ?? 'is not as it should be';
  const unknown = String(error.params.additionalProperty);
  const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
  return `has an unknown key "${unknown}"; did you mean "${nearest(unknown, known)}"?`;
}
