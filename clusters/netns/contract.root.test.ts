import { providerLifecycle } from '../contract/lifecycle';
import { providerContract } from '../contract/suite';
import { leftovers } from './leftovers';
import { netns } from './provider';
import { labIds } from './state';

providerContract(netns);
providerContract(netns, { cni: 'ptp', kubeProxy: 'nftables' });
providerLifecycle(netns, { left: async () => (await labIds()).flatMap(leftovers), goneWithinMs: 10_000 });
