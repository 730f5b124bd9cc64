import { Then } from '@cucumber/cucumber';
import { describeQuantifier, eventually, type Quantifier } from '../support/assert';
import { step } from '../support/cucumber/step';
import { defaultWithinMs, waiting, watching } from '../support/cucumber/waiting';
import { nodesNotReady, nodesReady, watchNodes } from '../support/observe';

Then(
  '{within}{quantifier} node(s) is/are Ready',
  step({
    says: 'Nodes that the API server lists are Ready.',
    example: 'Then within 60s all 3 nodes are Ready',
    run: async (world, within: number | undefined, quantifier: Quantifier) =>
      watching(watchNodes(await world.kube()), (nodes) =>
        eventually(
          nodes,
          nodesReady(quantifier),
          waiting(
            world,
            within ?? defaultWithinMs.workload,
            `${describeQuantifier(quantifier, 'node')} were not Ready`,
          ),
        ),
      ),
  }),
);

Then(
  '{within}{quantifier} node(s) is/are NotReady',
  step({
    says: 'Nodes that the API server lists are NotReady, as kubectl shows it: the kubelet said so, or fell silent.',
    example: 'Then within 2m exactly 1 node is NotReady',
    run: async (world, within: number | undefined, quantifier: Quantifier) =>
      watching(watchNodes(await world.kube()), (nodes) =>
        eventually(
          nodes,
          nodesNotReady(quantifier),
          waiting(
            world,
            within ?? defaultWithinMs.workload,
            `${describeQuantifier(quantifier, 'node')} were not NotReady`,
          ),
        ),
      ),
  }),
);
