import { Then } from '@cucumber/cucumber';
import { describeQuantifier, eventuallyStays, type Quantifier } from '../support/assert';
import type { Client } from '../support/cucumber/client';
import type { PodsWords } from '../support/cucumber/parse-pods';
import { judgeOutside, judgePlacements, requireAdversary } from '../support/cucumber/placements';
import { step } from '../support/cucumber/step';
import { judgeBody, requireTimes } from '../support/cucumber/traffic';
import { podsStayRunning } from '../support/observe';

Then(
  'in every placement, within {duration} {quantifier} {pods} stay(s) Running for {duration}',
  step({
    says: 'Starts all workloads anew in every order and wherever the scheduler may put them; each time the window begins in time. Where the scheduler cannot be configured, repeated roll-outs make a weaker claim.',
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

Then(
  'in every placement, within {duration} {client} can curl {target} and sees {string} {int} times in a row',
  step({
    says: 'Starts all workloads anew wherever the scheduler may put them; each time so many answers in a row hold the text.',
    example:
      'Then in every placement, within 30s host01 can curl 192.168.0.1:30080 and sees "Welcome" 20 times in a row',
    check: (world, _within: number, _client: Client, _target: string, _body: string, times: number) => {
      requireTimes(times);
      return requireAdversary(world);
    },
    run: (world, withinMs: number, client: Client, target: string, body: string, times: number) =>
      judgeOutside(world, () => judgeBody(world, { client, target, withinMs, times }, body)),
  }),
);
