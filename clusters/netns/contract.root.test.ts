import { providerContract } from '../contract/suite';
import { netns } from './provider';

providerContract(netns);
providerContract(netns, { cni: 'ptp', kubeProxy: 'nftables' });
