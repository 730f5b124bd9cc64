import { Then } from '@cucumber/cucumber';
import { type Condition, describeQuantifier, eventually, type Quantifier } from '../support/assert';
import { step } from '../support/cucumber/step';
import { defaultWithinMs, waiting, watching } from '../support/cucumber/waiting';
import type { World } from '../support/cucumber/world';
import { type NodeState, nodesNotReady, nodesReady, watchNodes } from '../support/observe';

type Within = number | undefined;

Then(
  '{within}{quantifier} node(s) is/are Ready',
  step({
    says: 'Nodes that the API server lists are Ready.',
    example: 'Then within 60s all 3 nodes are Ready',
    run: (world, within: Within, quantifier: Quantifier) =>
      judgeNodes(world, within, nodesReady(quantifier), `${describeQuantifier(quantifier, 'node')} were not Ready`),
  }),
);

Then(
  '{within}{quantifier} node(s) is/are NotReady',
  step({
    says: 'Nodes that the API server lists are NotReady, as kubectl shows it: the kubelet said so, or fell silent.',
    example: 'Then within 2m exactly 1 node is NotReady',
    run: (world, within: Within, quantifier: Quantifier) =>
      judgeNodes(
        world,
        within,
        nodesNotReady(quantifier),
        `${describeQuantifier(quantifier, 'node')} were not NotReady`,
      ),
  }),
);

async function judgeNodes(world: World, within: Within, claim: Condition<readonly NodeState[]>, what: string) {
  return watching(watchNodes(await world.kube()), (nodes) =>
    eventually(nodes, claim, waiting(world, within ?? defaultWithinMs.workload, what)),
  );
}
