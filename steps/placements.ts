import { Then } from '@cucumber/cucumber';
import { describeQuantifier, eventuallyStays, type Quantifier } from '../support/assert';
import type { PodsWords } from '../support/cucumber/parse-pods';
import { judgePlacements, requireAdversary } from '../support/cucumber/placements';
import { step } from '../support/cucumber/step';
import { podsStayRunning } from '../support/observe';

Then(
  'in every placement, within {duration} {quantifier} {pods} stay(s) Running for {duration}',
  step({
    says: 'Starts all workloads anew in every order and wherever the scheduler may put them; each time the window begins in time.',
    example: 'Then in every placement, within 90s all 3 pods named client-* stay Running for 60s',
    check: (world, ..._) => requireAdversary(world),
    run: (world, beginWithinMs: number, quantifier: Quantifier, pods: PodsWords, forMs: number) =>
      judgePlacements(world, pods, (stream) =>
        eventuallyStays(stream, podsStayRunning(quantifier), {
          forMs,
          beginWithinMs,
          what: `${describeQuantifier(quantifier, 'pod')} ${pods.words.replace(/^pods? /, '')} did not stay Running`,
          signal: world.signal,
        }),
      ),
  }),
);
