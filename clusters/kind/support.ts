import { existsSync } from 'node:fs';
import { whyNotHere } from '../cni/here';
import { whyNotOn, whyNotTogether } from '../cni/registry';
import { minorOf } from '../components/minors';
import { findDocker } from '../docker/docker';
import { whyOnlyNetns } from '../hosts-alone';
import { defaultSpec, type LabSpec } from '../lab';
import { kubeadmNameService } from '../name-service';
import { missingFromHost } from '../netns/host';
import type { Support } from '../provider';

/** Of one network, a gateway has nothing to lead out of. */
const roles = ['haproxy', 'dns', 'web', 'registry'];

type Limit = readonly [beyond: (spec: LabSpec) => boolean, reason: string];

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Everything that a lab of kind cannot be, each with its reason. */
const limits: readonly Limit[] = [
  [({ controlPlane }) => controlPlane === 'hidden', 'kubeadm registers its control plane as a node'],
  [({ podCidr6, serviceCidr6 }) => podCidr6 + serviceCidr6 !== '', 'its labs have IPv4 alone'],
  [({ networks, nodeNetwork }) => networks.some(({ name }) => name !== nodeNetwork), 'kind has one network, Docker’s'],
  [({ addresses }) => Object.keys(addresses).length > 0, 'Docker gives the nodes their addresses'],
  [({ gateway }) => gateway !== '', 'the nodes’ gateway is Docker’s'],
  [
    ({ securityGroups, groups }) => securityGroups.length + Object.keys(groups).length > 0,
    'security groups are netns’s',
  ],
  [({ hosts }) => hosts.some((host) => host.attachments.length > 1), 'a host has one address, on Docker’s network'],
  [({ hosts }) => hosts.some((host) => host.gateway !== undefined), 'the hosts’ gateway is Docker’s'],
  [
    ({ hosts }) => hosts.some((host) => host.roles.some((role) => !roles.includes(role))),
    'a gateway needs two networks',
  ],
  [({ dns }) => !same(dns, kubeadmNameService), 'names are looked up as kubeadm sets it, and at Docker'],
  [({ registries }) => registries.length > 0, 'containerd is told of no registry mirrors'],
  [({ apiServerPort }) => apiServerPort !== defaultSpec.apiServerPort, 'kind’s API server listens on port 6443'],
  [({ apiEndpoint }) => apiEndpoint !== '', 'kubelets look for the API server at kind’s own name for it'],
  [({ endToEndTests }) => endToEndTests, 'the end-to-end tests need a place on every network, which is netns’s'],
  [
    ({ kubernetes }) => minorOf(kubernetes).containerd === 'pinned',
    'its node image has Debian’s containerd, which kubelets from 1.36 on do not take',
  ],
];

/** What of a spec kind cannot make, wherever it runs; undefined if it can all of it. */
export function beyondKind(spec: LabSpec): string | undefined {
  return whyOnlyNetns(spec) ?? whyNotOn('kind', spec.cni) ?? limits.find(([beyond]) => beyond(spec))?.[1];
}

/** Whether this machine can make the spec with kind, and if not, why. Rejects as `whyNotHere` does. */
export async function supportOf(spec: LabSpec): Promise<Support> {
  const limit = beyondKind(spec);
  if (limit !== undefined) return { supported: false, reason: limit, everywhere: true };
  const apart = whyNotTogether(spec) ?? (await whyNotHere(spec.cni));
  if (apart !== undefined) return { supported: false, reason: apart };
  if (spec.kubeProxy === 'ipvs' && !existsSync('/proc/net/ip_vs')) {
    const reason = 'kube-proxy mode ipvs needs IP_VS in the kernel, and /proc/net/ip_vs is not there';
    return { supported: false, reason };
  }
  const found = await findDocker();
  if ('missing' in found) return { supported: false, reason: found.missing };
  // The lab's tools, and the image store that nodes share, are trees of Debian packages with their owners.
  const missing = missingFromHost();
  if (missing.length > 0) return { supported: false, reason: `this machine lacks ${missing.join(', ')}` };
  return { supported: true };
}
