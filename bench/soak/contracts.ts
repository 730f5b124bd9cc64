// A file for node's test runner, run by the soak: the provider's contract on the minors that `npm test` has no time for.
import { kubernetesMinors } from '../../clusters/components/minors';
import { providerContract } from '../../clusters/contract/suite';
import { defaultSpec } from '../../clusters/lab';
import { netns } from '../../clusters/netns/provider';

for (const kubernetes of kubernetesMinors) {
  if (kubernetes !== defaultSpec.kubernetes) providerContract(netns, { kubernetes });
}
