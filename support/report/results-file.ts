import { relative } from 'node:path';
import type { RunResult, ScenarioResult } from './result';

/** The results of a run as data, beside its pages: what `endstate merge` reads. */
export const resultsName = 'results.json';

/** Of the shape of the file; a reader refuses another one. */
export const resultsFormat = 1;

/** The text of the file. Paths in it are relative to the folder it lies in, so that the folder can be moved. */
export function resultsJson(run: RunResult, dir: string): string {
  const scenarios = run.scenarios.map((result) => withPaths(result, (path) => relative(dir, path)));
  return `${JSON.stringify({ format: resultsFormat, ...run, scenarios })}\n`;
}

/** The same result with other paths of what was written beside it. */
export function withPaths(result: ScenarioResult, change: (path: string) => string): ScenarioResult {
  const { evidence, suites } = result;
  return {
    ...result,
    ...(evidence ? { evidence: { ...evidence, index: evidence.index && change(evidence.index) } } : {}),
    ...(suites ? { suites: suites.map((suite) => ({ ...suite, log: change(suite.log) })) } : {}),
  };
}
