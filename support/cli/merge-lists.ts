import { existsSync, readFileSync } from 'node:fs';
import { BadInput, messageOf } from '../errors';
import { type ExpectedSkip, skipsSchema } from '../matrix/skips';
import type { WorkflowJob } from '../matrix/workflow';
import { readYaml, refuseInvalid } from '../schema';

/** A list of expected skips. Throws BadInput. */
export function readSkips(path: string): readonly ExpectedSkip[] {
  requireFile(path);
  return readYaml<readonly ExpectedSkip[]>(path, skipsSchema);
}

const jobs = {
  type: 'object',
  required: ['include'],
  properties: {
    include: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['id', 'provider', 'kubernetes', 'cni', 'kube-proxy'],
        additionalProperties: { type: 'string' },
      },
    },
  },
} as const;

/** What `endstate matrix --format github` has printed. Throws BadInput. */
export function readMatrix(path: string): readonly WorkflowJob[] {
  requireFile(path);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new BadInput({ what: `${path} is no JSON: ${messageOf(error)}` }, { cause: error });
  }
  refuseInvalid(path, jobs, value);
  return (value as { readonly include: readonly WorkflowJob[] }).include;
}

function requireFile(path: string): void {
  if (!existsSync(path)) throw new BadInput({ what: `there is no ${path}` });
}
