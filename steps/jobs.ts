import { Then } from '@cucumber/cucumber';
import { eventually } from '../support/assert';
import { objectName } from '../support/cucumber/names';
import { step } from '../support/cucumber/step';
import { defaultWithinMs, waiting, watching } from '../support/cucumber/waiting';
import { jobCompletes, jobFails, jobLacksImage, watchJob } from '../support/observe';

Then(
  '{within}(the )job {word} completes',
  step({
    says: 'The job reaches its number of completions.',
    example: 'Then within 2m the job import completes',
    run: async (world, within: number | undefined, written: string) =>
      watching(watchJob(await world.kube(), objectName(written)), (job) =>
        eventually(
          job,
          jobCompletes({}),
          waiting(world, within ?? defaultWithinMs.workload, `job ${written} did not complete`),
        ),
      ),
  }),
);

Then(
  '{within}(the )job {word} completes with exit code {int}',
  step({
    says: 'The job completes, and the containers of its pods ended with that exit code.',
    example: 'Then within 2m the job import completes with exit code 0',
    run: async (world, within: number | undefined, written: string, exitCode: number) =>
      watching(watchJob(await world.kube(), objectName(written)), (job) =>
        eventually(
          job,
          jobCompletes({ exitCode }),
          waiting(
            world,
            within ?? defaultWithinMs.workload,
            `job ${written} did not complete with exit code ${exitCode}`,
          ),
        ),
      ),
  }),
);

Then(
  '{within}(the )job {word} fails',
  step({
    says: 'The job controller gives the job up.',
    example: 'Then within 2m the job import fails',
    run: async (world, within: number | undefined, written: string) =>
      watching(watchJob(await world.kube(), objectName(written)), (job) =>
        eventually(job, jobFails(), waiting(world, within ?? defaultWithinMs.workload, `job ${written} did not fail`)),
      ),
  }),
);

Then(
  '{within}(the )job {word} does not get its image',
  step({
    says: 'A pod of the job is in ErrImagePull or ImagePullBackOff.',
    example: 'Then within 60s the job import does not get its image',
    run: async (world, within: number | undefined, written: string) =>
      watching(watchJob(await world.kube(), objectName(written)), (job) =>
        eventually(
          job,
          jobLacksImage(),
          waiting(world, within ?? defaultWithinMs.workload, `the image of job ${written} was not missing`),
        ),
      ),
  }),
);
