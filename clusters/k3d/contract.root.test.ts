import { test } from 'node:test';
import { contractSpec, providerContract } from '../contract/suite';
import { k3d } from './provider';

/** Where k3d or Docker is missing, the suite is skipped with the reason: it passes only where it ran. */
async function contract(): Promise<void> {
  const support = await k3d.supports(contractSpec);
  if (!support.supported) test('the contract of a provider, on k3d', { skip: support.reason });
  else {
    providerContract(k3d);
    providerContract(k3d, { kubeProxy: 'nftables' });
  }
}

void contract();
