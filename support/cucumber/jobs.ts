import { type Condition, eventually } from '../assert';
import { type JobState, watchJob } from '../observe';
import { objectName } from './names';
import { podOnceMore } from './pod-once-more';
import { suspecting } from './suspect';
import { defaultWithinMs, waiting, watching } from './waiting';
import type { World } from './world';

export interface JobClaim {
  /** As the step names it. */
  readonly written: string;
  readonly condition: Condition<JobState>;
  readonly withinMs: number | undefined;
  /** The sentence of a failure after the job's name: `did not complete`. */
  readonly failure: string;
}

/** Waits for a claim on a job. Where it fails, a pod of the job is run once more for the packets of the evidence. */
export async function judgeJob(world: World, { written, condition, withinMs, failure }: JobClaim): Promise<unknown> {
  const kube = await world.kube();
  const name = objectName(written);
  const options = waiting(world, withinMs ?? defaultWithinMs.workload, `job ${written} ${failure}`);
  const suspect = {
    description: `a pod as those of job ${written}`,
    ends: [],
    tryAgain: (signal: AbortSignal) => podOnceMore(kube, name, signal),
  };
  return suspecting(world, suspect, () => watching(watchJob(kube, name), (job) => eventually(job, condition, options)));
}
