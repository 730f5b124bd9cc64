import { Then } from '@cucumber/cucumber';
import { judgeJob } from '../support/cucumber/jobs';
import { step } from '../support/cucumber/step';
import { jobCompletes, jobFails, jobLacksImage } from '../support/observe';

Then(
  '{within}(the )job {word} completes',
  step({
    says: 'The job reaches its number of completions.',
    example: 'Then within 2m the job import completes',
    run: (world, withinMs: number | undefined, written: string) =>
      judgeJob(world, { written, withinMs, condition: jobCompletes(), failure: 'did not complete' }),
  }),
);

Then(
  '{within}(the )job {word} completes with exit code {int}',
  step({
    says: 'The job completes, and the containers of its pods ended with that exit code.',
    example: 'Then within 2m the job import completes with exit code 0',
    run: (world, withinMs: number | undefined, written: string, exitCode: number) => {
      const failure = `did not complete with exit code ${exitCode}`;
      return judgeJob(world, { written, withinMs, condition: jobCompletes({ exitCode }), failure });
    },
  }),
);

Then(
  '{within}(the )job {word} fails',
  step({
    says: 'The job controller gives the job up.',
    example: 'Then within 2m the job import fails',
    run: (world, withinMs: number | undefined, written: string) =>
      judgeJob(world, { written, withinMs, condition: jobFails(), failure: 'did not fail' }),
  }),
);

Then(
  '{within}(the )job {word} does not get its image',
  step({
    says: 'A pod of the job is in ErrImagePull or ImagePullBackOff.',
    example: 'Then within 60s the job import does not get its image',
    run: (world, withinMs: number | undefined, written: string) =>
      judgeJob(world, { written, withinMs, condition: jobLacksImage(), failure: 'got its image' }),
  }),
);
