import { Then } from '@cucumber/cucumber';
import { describeQuantifier, eventually, eventuallyStays, type Quantifier, staysFor } from '../support/assert';
import { objectName } from '../support/cucumber/names';
import type { PodsWords } from '../support/cucumber/parse-pods';
import { podsRestart } from '../support/cucumber/restarting';
import { step } from '../support/cucumber/step';
import { defaultWithinMs, waiting, watching, watchingPods } from '../support/cucumber/waiting';
import {
  deploymentRolledOut,
  endpointsReady,
  podsAre,
  podsRunning,
  podsStayRunning,
  watchDeployment,
  watchEndpoints,
} from '../support/observe';

Then(
  '{within}{quantifier} {pods} is/are Running',
  step({
    says: 'Pods are Running as kubectl shows it: every container running and ready, none being deleted.',
    example: 'Then within 60s all 3 pods of deployment web are Running',
    run: (world, within: number | undefined, quantifier: Quantifier, pods: PodsWords) =>
      watchingPods(world, pods, (stream) =>
        eventually(
          stream,
          podsRunning(quantifier),
          waiting(world, within ?? defaultWithinMs.pods, `${named(quantifier, pods)} were not Running`),
        ),
      ),
  }),
);

Then(
  '{quantifier} {pods} stay(s) Running for {duration}',
  step({
    says: 'From now on, for that long: Running without a break, the same pods, no restart. Decided on the watch history.',
    example: 'Then all 3 pods of deployment web stay Running for 60s',
    run: (world, quantifier: Quantifier, pods: PodsWords, forMs: number) =>
      watchingPods(world, pods, (stream) =>
        staysFor(stream, podsStayRunning(quantifier), {
          forMs,
          what: `${named(quantifier, pods)} did not stay Running`,
          signal: world.signal,
        }),
      ),
  }),
);

Then(
  'within {duration} {quantifier} {pods} have/has stayed Running for {duration}',
  step({
    says: 'A whole window without a break that begins within the deadline; after a break the next window may begin.',
    example: 'Then within 6m all 3 pods of deployment web have stayed Running for 60s',
    run: (world, beginWithinMs: number, quantifier: Quantifier, pods: PodsWords, forMs: number) =>
      watchingPods(world, pods, (stream) =>
        eventuallyStays(stream, podsStayRunning(quantifier), {
          forMs,
          beginWithinMs,
          what: `${named(quantifier, pods)} did not stay Running`,
          signal: world.signal,
        }),
      ),
  }),
);

Then(
  '{within}{quantifier} {pods} restart(s) again and again',
  step({
    says: 'Each of the pods has restarted at least twice, or is in CrashLoopBackOff.',
    example: 'Then within 3m all 3 pods of deployment web restart again and again',
    run: (world, within: number | undefined, quantifier: Quantifier, pods: PodsWords) =>
      watchingPods(world, pods, (stream) =>
        eventually(
          stream,
          podsRestart(quantifier),
          waiting(
            world,
            within ?? defaultWithinMs.workload,
            `${named(quantifier, pods)} did not restart again and again`,
          ),
        ),
      ),
  }),
);

Then(
  '{within}{quantifier} {pods} is/are in {word}',
  step({
    says: "Pods show that word in kubectl's STATUS column.",
    example: 'Then within 60s at least 1 pod of deployment web is in ImagePullBackOff',
    run: (world, within: number | undefined, quantifier: Quantifier, pods: PodsWords, status: string) =>
      watchingPods(world, pods, (stream) =>
        eventually(
          stream,
          podsAre(quantifier, status),
          waiting(world, within ?? defaultWithinMs.pods, `${named(quantifier, pods)} were not in ${status}`),
        ),
      ),
  }),
);

Then(
  '{within}deployment {word} is rolled out',
  step({
    says: 'The deployment controller has replaced every old pod, and all replicas are available.',
    example: 'Then within 60s deployment web is rolled out',
    run: async (world, within: number | undefined, written: string) =>
      watching(watchDeployment(await world.kube(), objectName(written)), (stream) =>
        eventually(
          stream,
          deploymentRolledOut(),
          waiting(world, within ?? defaultWithinMs.workload, `deployment ${written} was not rolled out`),
        ),
      ),
  }),
);

Then(
  '{within}service {word} has {quantifier} ready endpoint(s)',
  step({
    says: "The service's endpoint slices list that many ready endpoints.",
    example: 'Then within 30s service web has exactly 2 ready endpoints',
    run: async (world, within: number | undefined, written: string, quantifier: Quantifier) => {
      const { namespace, name } = objectName(written);
      return watching(watchEndpoints(await world.kube(), { namespace, service: name }), (stream) =>
        eventually(
          stream,
          endpointsReady(quantifier),
          waiting(
            world,
            within ?? defaultWithinMs.pods,
            `service ${written} did not have ${describeQuantifier(quantifier, 'ready endpoint')}`,
          ),
        ),
      );
    },
  }),
);

/** `all 3 pods of deployment web`. */
function named(quantifier: Quantifier, { words }: PodsWords): string {
  return `${describeQuantifier(quantifier, 'pod')} ${words.replace(/^pods? /, '')}`;
}
