import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../support/errors';
import { defaultSpec } from './lab';
import { planLab } from './netns/plan';
import { type Row, specOf } from './spec-rows';

const pods: Row = ['pod CIDR', '10.244.0.0/16, fd00:10:244::/56'];
const services: Row = ['service CIDR', '10.96.0.0/12, fd00:10:96::/112'];

test('two ranges a row are one of each family', () => {
  const spec = specOf([pods, services]);
  assert.equal(spec.podCidr, '10.244.0.0/16');
  assert.equal(spec.podCidr6, 'fd00:10:244::/56');
  assert.equal(spec.serviceCidr, '10.96.0.0/12');
  assert.equal(spec.serviceCidr6, 'fd00:10:96::/112');
});

test('every node has IPv6 of its own, for itself and its pods; a lab of IPv4 has none', () => {
  const { nodes, networks } = planLab(specOf([pods, services]));
  assert.deepEqual(
    nodes.map(({ six }) => [six?.address, six?.podCidr]),
    [
      ['fd00:172:18::a', 'fd00:10:244::/64'],
      ['fd00:172:18::b', 'fd00:10:244:1::/64'],
      ['fd00:172:18::c', 'fd00:10:244:2::/64'],
    ],
  );
  assert.equal(networks[0]?.fabricAddress6, 'fd00:172:18::1/64');
  const single = planLab(defaultSpec);
  assert.ok(single.nodes.every((node) => node.six === undefined));
  assert.equal(single.networks[0]?.fabricAddress6, undefined);
});

const refused: readonly (readonly [why: string, rows: readonly Row[], words: RegExp])[] = [
  ['pods alone', [pods], /the service CIDR has no IPv6 range/],
  ['Services alone', [services], /the pod CIDR has no IPv6 range/],
  ['IPv6 first', [['pod CIDR', 'fd00:10:244::/56, 10.244.0.0/16'], services], /is not one range of IPv4/],
  ['three ranges', [['pod CIDR', '10.1.0.0/16, fd00::/56, fd01::/56'], services], /is not one range of IPv4/],
  ['two ranges of IPv4', [['pod CIDR', '10.1.0.0/16, 10.2.0.0/16'], services], /"10\.2\.0\.0\/16" is no IPv6 network/],
  ['too few pod networks', [['pod CIDR', '10.244.0.0/16, fd00:10:244::/64'], services], /too small.*\/48 to \/61/s],
  ['too many Services', [pods, ['service CIDR', '10.96.0.0/12, fd00:10:96::/64']], /too large.*\/108 to \/123/s],
  ['an overlap', [pods, ['service CIDR', '10.96.0.0/12, fd00:10:244::/112']], /overlap/],
  ['the nodes’ own', [['pod CIDR', '10.244.0.0/16, fd00:172:18::/56'], services], /overlap/],
  ['a CNI without', [pods, services, ['cni', 'cilium']], /CNI cilium has no dual stack here: .*IPv4.*bridge or ptp/s],
  ['another CNI without', [pods, services, ['cni', 'bgp']], /CNI bgp has no dual stack here: its BIRD/],
];

for (const [why, rows, words] of refused) {
  test(`dual stack: ${why}: refused`, () =>
    assert.throws(
      () => specOf(rows),
      (error) => error instanceof BadInput && words.test(error.message),
    ));
}

test('dual stack: security groups are refused, since IPv6 would pass them by', () => {
  const securityGroups = [{ name: 'worker', rules: [] }];
  assert.throws(
    () =>
      specOf([pods, services, ['security groups of worker01', 'worker']], { networks: [], hosts: [], securityGroups }),
    /security groups do not go with dual stack/,
  );
});
