import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../support/errors';
import { hostsAlone, whyOnlyNetns } from './hosts-alone';
import { defaultSpec, machineNames } from './lab';
import { planLab } from './netns/plan';
import { hostsOf, networksOf } from './topology-tables';

const networks = networksOf([{ name: 'lan', CIDR: '192.168.50.0/24' }]);
const vm = { name: 'vm', addresses: 'lan 192.168.50.10', roles: 'docker' };
const around = { networks, hosts: hostsOf([vm]), securityGroups: [] };

test('a lab without a cluster has its hosts and networks, and no other', () => {
  const spec = hostsAlone(around);
  const plan = planLab(spec);
  assert.deepEqual(machineNames(spec), ['vm']);
  assert.deepEqual(
    plan.networks.map(({ name, fabricAddress }) => [name, fabricAddress]),
    [['lan', '192.168.50.1']],
  );
  assert.deepEqual([plan.clusterMachines, plan.nodes], [[], []]);
  assert.throws(() => plan.controlPlane, /no control plane/);
});

test('a lab of nothing, and hosts that do not fit, are refused', () => {
  assert.throws(() => hostsAlone({ networks, hosts: [], securityGroups: [] }), BadInput);
  const strange = hostsOf([{ ...vm, addresses: 'lan 10.0.0.1' }]);
  assert.throws(() => hostsAlone({ ...around, hosts: strange }), BadInput);
});

test('only netns makes them, and hosts with Docker', () => {
  assert.equal(whyOnlyNetns(defaultSpec), undefined);
  assert.match(whyOnlyNetns(hostsAlone(around)) ?? '', /without a cluster/);
  assert.match(whyOnlyNetns({ ...defaultSpec, hosts: around.hosts }) ?? '', /with Docker/);
});
