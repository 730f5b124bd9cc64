import { join } from 'node:path';
import { isWholeJob } from '../grading/judgement';
import type { ScenarioResult } from '../report/result';
import type { CheckedJob } from '../run/check';
import { type Floor, runAll } from '../run/jobs';
import { mayBeItsDoing, type SecondTry } from './second-try';

/** Runs a job in a lab of its own while no other runs; evidence and messages go below the folder. */
export type RunAlone = (job: CheckedJob, folder: string) => Promise<readonly ScenarioResult[]>;

export function aloneOn(floor: Floor): RunAlone {
  return (job, folder) =>
    runAll([{ ...job, evidenceDir: join(folder, 'evidence', job.id) }], floor, { reportsDir: folder, width: 1 });
}

/** A job of an answer, and the one that puts the model answer through the same. */
export interface Twins {
  readonly job: CheckedJob;
  readonly model?: CheckedJob;
}

/** A second try, and what it is one of. */
export interface TriedAgain extends SecondTry {
  readonly first: ScenarioResult;
}

/**
 * Tries what was inconclusive once more, and then, only where that may be the answer's own doing, the model answer right after it on the same machine.
 * `folder`: of the method, which gets `again/` and `model/`. Resolves with a try for each result, in their order; for a whole job with one for each
 * scenario that it came to now.
 */
export async function tryAgain(
  open: readonly ScenarioResult[],
  { job, model }: Twins,
  folder: string,
  run: RunAlone,
): Promise<readonly TriedAgain[]> {
  const again = await run({ ...job, label: `${job.label} once more` }, join(folder, 'again'));
  const tries = open.flatMap((first) => triesOf(first, again));
  const suspect = tries.some((one) => one.again && mayBeItsDoing(one.first, one.again));
  const beside = { label: `the model answer beside ${job.label}` };
  const models = suspect && model ? await run({ ...model, ...beside }, join(folder, 'model')) : [];
  return tries.map((one) => {
    const third = models.find((other) => isSame(one.first, other));
    return { ...one, ...(third ? { model: third } : {}) };
  });
}

function triesOf(first: ScenarioResult, results: readonly ScenarioResult[]): readonly TriedAgain[] {
  const again = isWholeJob(first) ? results : results.filter((other) => isSame(first, other)).slice(0, 1);
  return again.length > 0 ? again.map((second) => ({ first, again: second })) : [{ first }];
}

/** Rows of an outline have a line each. */
function isSame(one: ScenarioResult, other: ScenarioResult): boolean {
  return one.uri === other.uri && one.line === other.line && one.name === other.name;
}
