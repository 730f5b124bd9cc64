import { readdirSync } from 'node:fs';
import { providerLifecycle } from '../contract/lifecycle';
import { contractSpec, providerContract } from '../contract/suite';
import { kind } from './provider';
import { labsDirectory } from './state';
import { ofLabs, skip, withDocker } from './testdata/docker';

/** kubeadm takes its time twice: for the control plane, and for whoever joins it. */
const upWithinMs = 600_000;

// `npm run soak -- kind`: minutes, which is too long for `npm test`.
if (skip) console.log(`skipped: ${skip}`);
else {
  withDocker(contractSpec);
  providerContract(kind, {}, upWithinMs);
  providerContract(kind, { cni: 'ptp', kubeProxy: 'nftables' }, upWithinMs);
  providerContract(kind, { kubernetes: '1.29' }, upWithinMs);
  const left = async () => [...(await ofLabs()), ...readdirSync(labsDirectory())];
  providerLifecycle(kind, { left, goneWithinMs: 60_000 });
}
