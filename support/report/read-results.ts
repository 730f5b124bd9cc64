import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { BadInput, messageOf } from '../errors';
import { refuseInvalid } from '../schema';
import type { RunResult } from './result';
import { resultsFormat, resultsName, withPaths } from './results-file';
import { resultsSchema } from './results-schema';

/** The run that was reported in a folder. Throws BadInput where the file is none, or is of another shape. */
export function readResults(dir: string): RunResult {
  const path = join(dir, resultsName);
  const { format: _, ...run } = read(path) as RunResult & { readonly format: number };
  const scenarios = run.scenarios.map((result) => ({
    ...withPaths(result, (inside) => resolve(dir, requireInside(path, inside))),
    startedAt: new Date(result.startedAt),
  }));
  return { ...run, startedAt: new Date(run.startedAt), scenarios };
}

/** False for the folder of a run that broke off. */
export function hasResults(dir: string): boolean {
  return existsSync(join(dir, resultsName));
}

function read(path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new BadInput({ what: `${path} cannot be read: ${messageOf(error)}` }, { cause: error });
  }
  refuseInvalid(path, resultsSchema(resultsFormat), value);
  return value;
}

/** A page links to it: nothing of a folder that was brought here leads out of it. */
function requireInside(file: string, path: string): string {
  if (!isAbsolute(path) && !path.split('/').includes('..')) return path;
  throw new BadInput({ what: `${file} names ${path}, which is not in its folder` });
}
