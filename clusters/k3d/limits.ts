import { whyNotOn } from '../cni/registry';
import { whyOnlyNetns } from '../hosts-alone';
import { defaultSpec, type LabSpec } from '../lab';
import { kubeadmNameService } from '../name-service';

type Limit = readonly [beyond: (spec: LabSpec) => boolean, reason: string];

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Everything that a lab of k3d cannot be, wherever it runs, each with its reason. */
const limits: readonly Limit[] = [
  [({ podCidr6, serviceCidr6 }) => podCidr6 + serviceCidr6 !== '', 'its labs have IPv4 alone'],
  [({ controlPlane }) => controlPlane === 'hidden', 'a server of k3s registers as a node'],
  [({ hosts }) => hosts.length > 0, 'k3d has no hosts beside the cluster'],
  [({ networks }) => networks.length > 0, 'the one network of k3d is Docker’s'],
  [({ nodeCidr }) => nodeCidr !== defaultSpec.nodeCidr, 'Docker gives the nodes’ network its range'],
  [({ addresses }) => Object.keys(addresses).length > 0, 'Docker gives the nodes their addresses'],
  [({ gateway }) => gateway !== '', 'the nodes’ gateway is Docker’s'],
  [
    ({ groups, securityGroups }) => securityGroups.length + Object.keys(groups).length > 0,
    'k3d has no security groups',
  ],
  [({ dns }) => !same(dns, kubeadmNameService), 'names are looked up as k3s sets it'],
  [({ apiServerPort }) => apiServerPort !== defaultSpec.apiServerPort, 'the API server of k3d listens on port 6443'],
  [({ apiEndpoint }) => apiEndpoint !== '', 'agents look for the API server where k3d puts it'],
  [({ endToEndTests }) => endToEndTests, 'the release’s own tests need a place on every network'],
];

/** What of a spec k3d can make nowhere; undefined if it can all of it. */
export function beyondK3d(spec: LabSpec): string | undefined {
  return whyOnlyNetns(spec) ?? whyNotOn('k3d', spec.cni) ?? limits.find(([beyond]) => beyond(spec))?.[1];
}
