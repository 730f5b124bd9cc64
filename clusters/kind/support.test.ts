import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSpec, type LabSpec } from '../lab';
import { kubeadmNameService } from '../name-service';
import { beyondKind } from './support';

const host = { name: 'host01', attachments: [{ network: 'nodes', address: '172.18.0.20' }], roles: [] } as const;
const group = { name: 'worker', rules: [] };

/** What no lab of kind can be, each with a word of the reason. */
const beyond: readonly (readonly [Partial<LabSpec>, RegExp])[] = [
  [{ controlPlane: 'hidden' }, /registers its control plane/],
  [{ cni: 'cilium' }, /had on netns, not on kind, where it is one of bridge, ptp, flannel, calico, kindnet, none/],
  [{ cni: 'bgp' }, /not on kind/],
  [{ networks: [{ name: 'outside', cidr: '192.168.0.0/24' }] }, /one network/],
  [{ podCidr6: 'fd00:10:244::/56', serviceCidr6: 'fd00:10:96::/112' }, /IPv4 alone/],
  [{ gateway: '172.18.0.254' }, /gateway is Docker/],
  [{ securityGroups: [group] }, /security groups/],
  [{ groups: { worker01: ['worker'] } }, /security groups/],
  [{ hosts: [{ ...host, attachments: [...host.attachments, { network: 'b', address: '10.9.0.1' }] }] }, /one address/],
  [{ hosts: [{ ...host, gateway: '172.18.0.1' }] }, /gateway is Docker/],
  [{ hosts: [{ ...host, roles: ['gateway'] }] }, /two networks/],
  [{ dns: { ...kubeadmNameService, upstream: ['172.18.0.20'] } }, /looked up as kubeadm/],
  [{ registries: [{ registry: 'docker.io', endpoints: [] } as unknown as LabSpec['registries'][number]] }, /mirrors/],
  [{ apiServerPort: 443 }, /port 6443/],
  [{ apiEndpoint: '172.18.0.20:6443' }, /kind’s own name/],
  [{ endToEndTests: true }, /end-to-end/],
  [{ kubernetes: '1.36' }, /1\.36/],
];

for (const [part, reason] of beyond) {
  test(`a lab of kind cannot have ${JSON.stringify(part)}`, () => {
    assert.match(beyondKind({ ...defaultSpec, ...part }) ?? '', reason);
  });
}

test('what kind can be is not refused', () => {
  const able: readonly Partial<LabSpec>[] = [
    {},
    { cni: 'ptp', kubeProxy: 'nftables' },
    { cni: 'flannel' },
    { cni: 'none', kubeProxy: 'none', waitFor: 'API server' },
    { controlPlane: 'schedulable', workers: 0 },
    { scheduler: 'adversary', labels: { worker01: { place: 'left' } } },
    { networks: [{ name: 'nodes', cidr: '172.18.0.0/16' }], hosts: [{ ...host, roles: ['haproxy'] }] },
  ];
  for (const part of able) assert.equal(beyondKind({ ...defaultSpec, ...part }), undefined, JSON.stringify(part));
});
