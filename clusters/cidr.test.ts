import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../support/errors';
import { addressIn, inSameNetwork, isHostAddress, overlap, parseCidr, subnetOf } from './cidr';

test('an IPv6 network is read, in whatever form', () => {
  const { prefix, first, last } = parseCidr('pod CIDR', 'fd00:10:244::/56', 'IPv6');
  assert.equal(prefix, 56);
  assert.equal(last - first + 1n, 1n << 72n);
  assert.equal(parseCidr('x', 'FD00:10:244:0:0:0:0:0/56', 'IPv6').first, first);
  assert.equal(parseCidr('x', '::/0', 'IPv6').first, 0n);
});

for (const [why, text, words, family = 'IPv6'] of [
  ['an IPv4 network', '10.244.0.0/16', /is no IPv6 network/],
  ['a network without a length', 'fd00::', /is no IPv6 network/],
  ['a length too long', 'fd00::/129', /is no IPv6 network/],
  ['an IPv6 network where IPv4 is meant', 'fd00::/56', /is no IPv4 network.*like 10\.244\.0\.0\/16/s, 'IPv4'],
  ['a length with a zero before it', '10.0.0.0/016', /is no IPv4 network/, 'IPv4'],
  ['a length too long for IPv4', '10.0.0.0/33', /is no IPv4 network/, 'IPv4'],
  ['host bits in IPv4', '10.244.7.1/16', /host bits set.*write 10\.244\.0\.0\/16/s, 'IPv4'],
  ['host bits', 'fd00:10:244::1/56', /host bits set.*write fd00:10:244::\/56/s],
] as const) {
  test(`${why} is refused`, () =>
    assert.throws(
      () => parseCidr('pod CIDR', text, family),
      (error) => error instanceof BadInput && words.test(error.message),
    ));
}

test('addresses and subnets are in their shortest form', () => {
  assert.equal(addressIn('fd00:172:18::/64', 11), 'fd00:172:18::b');
  assert.equal(subnetOf('fd00:10:244::/56', 64, 0), 'fd00:10:244::/64');
  assert.equal(subnetOf('fd00:10:244::/56', 64, 2), 'fd00:10:244:2::/64');
  assert.equal(addressIn('172.18.0.0/16', 266), '172.18.1.10');
  assert.equal(subnetOf('10.244.0.0/16', 24, 2), '10.244.2.0/24');
  assert.equal(subnetOf('10.244.0.0/24', 16, 0), '10.244.0.0/24');
  assert.equal(subnetOf('0.0.0.0/0', 1, 1), '128.0.0.0/1');
});

test('networks overlap where one holds an address of the other', () => {
  const of = (text: string) => parseCidr('x', text, text.includes(':') ? 'IPv6' : 'IPv4');
  assert.ok(overlap(of('fd00:10::/32'), of('fd00:10:244::/56')));
  assert.ok(!overlap(of('fd00:10:96::/112'), of('fd00:10:244::/56')));
  assert.ok(overlap(of('10.0.0.0/8'), of('10.244.0.0/16')));
  assert.ok(!overlap(of('10.96.0.0/12'), of('10.244.0.0/16')));
});

test('a machine has neither the first nor the last address of a network', () => {
  const network = parseCidr('x', '172.18.0.0/30');
  const addresses = ['172.17.255.255', '172.18.0.0', '172.18.0.1', '172.18.0.2', '172.18.0.3', 'worker01'];
  assert.deepEqual(
    addresses.filter((address) => isHostAddress(address, network)),
    ['172.18.0.1', '172.18.0.2'],
  );
  assert.ok(inSameNetwork('172.18.0.1', '172.18.255.254', 16));
  assert.ok(!inSameNetwork('172.18.0.1', '172.19.0.1', 16));
});
