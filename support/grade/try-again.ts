import { join } from 'node:path';
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

/**
 * Tries what was inconclusive once more, and then, only where that may be the answer's own doing, the model answer right after it on the same machine.
 * `folder`: of the method, which gets `again/` and `model/`. Resolves with a try for each result, in their order.
 */
export async function tryAgain(
  open: readonly ScenarioResult[],
  { job, model }: Twins,
  folder: string,
  run: RunAlone,
): Promise<readonly SecondTry[]> {
  const again = await run({ ...job, label: `${job.label} once more` }, join(folder, 'again'));
  const tries = open.map((first) => ({ first, again: again.find((other) => isSame(first, other)) }));
  const suspect = tries.some((one) => one.again && mayBeItsDoing(one.first, one.again));
  const beside = { label: `the model answer beside ${job.label}` };
  const models = suspect && model ? await run({ ...model, ...beside }, join(folder, 'model')) : [];
  return tries.map(({ first, again: second }) => {
    const third = models.find((other) => isSame(first, other));
    return { ...(second ? { again: second } : {}), ...(third ? { model: third } : {}) };
  });
}

/** Rows of an outline have a line each. */
function isSame(one: ScenarioResult, other: ScenarioResult): boolean {
  return one.uri === other.uri && one.line === other.line && one.name === other.name;
}
