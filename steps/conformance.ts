import { Then } from '@cucumber/cucumber';
import { checkConformance, judgeConformance } from '../support/cucumber/conformance';
import { step } from '../support/cucumber/step';
import { defaultWithinMs } from '../support/cucumber/waiting';

Then(
  "{within}every {word} conformance test of the cluster's release passes",
  step({
    says: 'Runs the conformance tests that Kubernetes itself has for a special interest group, on the node network; the report has each.',
    example: "Then within 60m every sig-network conformance test of the cluster's release passes",
    check: (world, _: number | undefined, sig: string) => checkConformance(world, sig),
    run: (world, within: number | undefined, sig: string) =>
      judgeConformance(world, sig, within ?? defaultWithinMs.conformance),
  }),
);
