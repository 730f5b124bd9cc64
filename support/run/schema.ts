import { Ajv, type ErrorObject } from 'ajv';
import { BadInput } from '../errors';
import { nearest } from '../nearest';

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
