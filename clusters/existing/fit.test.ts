import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSpec, type LabSpec } from '../lab';
import type { ClusterFacts } from './facts';
import { differences } from './fit';
import type { InventoryMachine } from './inventory';

const node = (name: string, controlPlane = false) => ({
  name,
  controlPlane,
  ready: true,
  labels: { place: name },
  taints: controlPlane ? ['node-role.kubernetes.io/control-plane:NoSchedule'] : [],
  podCidr: '10.244.1.0/24',
});
const facts: ClusterFacts = {
  version: 'v1.34.1',
  minor: '1.34',
  nodes: [node('control-plane', true), node('worker01'), node('worker02')],
  podCidr: '10.244.0.0/16',
  serviceCidr: '10.96.0.0/12',
  dnsAddress: '10.96.0.10',
  apiServerPort: 6443,
  kubeProxy: { 'control-plane': 'iptables', worker01: 'iptables', worker02: 'iptables' },
};
const machine = (name: string, more: Partial<InventoryMachine> = {}): InventoryMachine => ({
  name,
  role: 'node',
  destination: name,
  sudo: false,
  attachments: [],
  roles: [],
  reboot: ['systemctl', 'reboot'],
  ...more,
});
const lb = machine('lb', {
  role: 'host',
  attachments: [{ network: 'nodes', address: '172.18.0.254' }],
  roles: ['haproxy'],
});
const inventory = {
  cni: 'bridge',
  machines: [machine('control-plane'), machine('worker01'), machine('worker02'), lb],
  networks: { nodes: '172.18.0.0/16' },
};
const of = (spec: Partial<LabSpec>, more: Partial<ClusterFacts> = {}, known: object = {}) =>
  differences({ ...defaultSpec, ...spec }, { ...facts, ...more }, { ...inventory, ...known });

test('a cluster that is what the spec asks for has no difference', () => {
  assert.deepEqual(of({}), []);
  assert.deepEqual(of({ labels: { worker01: { place: 'worker01' } } }), []);
  const { name, attachments, roles } = lb;
  assert.deepEqual(
    of({ networks: [{ name: 'nodes', cidr: '172.18.0.0/16' }], hosts: [{ name, attachments, roles }] }),
    [],
  );
});

const host = (more: object) => ({ hosts: [{ ...lb, ...more }] });
const cases: readonly (readonly [string, readonly string[]])[] = [
  ['Kubernetes is 1.34, not 1.29', of({ kubernetes: '1.29' })],
  ['CNI is bridge, not cilium', of({ cni: 'cilium' })],
  ['kube-proxy of worker01 is iptables, not nftables', of({ kubeProxy: 'nftables' })],
  [
    'kube-proxy of worker02 is not known: silent, not iptables',
    of({}, { kubeProxy: { worker02: 'not known: silent' } }),
  ],
  ['there is no node worker03', of({ workers: 3 })],
  ['there is a node worker02', of({ workers: 1 })],
  ['the inventory has no way to worker03', of({ workers: 3 })],
  ['there is a node control-plane', of({ controlPlane: 'hidden' })],
  ['control-plane is tainted as a control plane', of({ controlPlane: 'schedulable' })],
  ['worker01 has not the label place=left', of({ labels: { worker01: { place: 'left' } } })],
  [
    'worker01 is not Ready',
    of({}, { nodes: facts.nodes.map((each) => ({ ...each, ready: each.name !== 'worker01' })) }),
  ],
  ['pod CIDR is 10.244.0.0/16, not 10.1.0.0/16', of({ podCidr: '10.1.0.0/16' })],
  ['length of the pod network of worker01 is 24, not 25', of({ podPrefix: 25 })],
  ['service CIDR is 10.96.0.0/12, not 10.112.0.0/12', of({ serviceCidr: '10.112.0.0/12' })],
  ['address of the cluster’s DNS is 10.96.0.53, not 10.96.0.10', of({}, { dnsAddress: '10.96.0.53' })],
  ['port of the API server is 6443, not 443', of({ apiServerPort: 443 })],
  [
    'network external is not known (the inventory can say it), not 10.0.0.0/8',
    of({ networks: [{ name: 'external', cidr: '10.0.0.0/8' }] }),
  ],
  [
    'addresses of lb is nodes 172.18.0.254, not nodes 172.18.0.253',
    of(host({ attachments: [{ network: 'nodes', address: '172.18.0.253' }] })),
  ],
  ['lb has not the role dns', of(host({ roles: ['dns'] }))],
  ['gateway of lb is not known (the inventory can say it), not 172.18.0.1', of(host({ gateway: '172.18.0.1' }))],
  ['the inventory has no way to db', of({ hosts: [{ ...lb, name: 'db' }] })],
  ['flags of kubelets are not seen from outside', of({ kubeletFlags: ['--v=4'] })],
  ['security groups of an existing network cannot be changed', of({ securityGroups: [{ name: 'a', rules: [] }] })],
];

for (const [words, found] of cases) {
  test(`another cluster: ${words}`, () => assert.ok(found.includes(words), found.join('\n')));
}

test('what the cluster does not tell, the inventory can', () => {
  const { podCidr: _, ...silent } = facts;
  const ask = (known: object) => differences(defaultSpec, silent, { ...inventory, ...known });
  assert.deepEqual(ask({ podCidr: '10.244.0.0/16' }), []);
  assert.deepEqual(ask({}), ['pod CIDR is not known (the inventory can say it), not 10.244.0.0/16']);
});

test('the judge’s scheduler is no difference: placements are seen by roll-outs', () => {
  assert.deepEqual(of({ scheduler: 'adversary' }), []);
});

test('every difference is named at once', () => {
  assert.equal(of({ kubernetes: '1.29', cni: 'cilium', podCidr: '10.1.0.0/16' }).length, 3);
});
