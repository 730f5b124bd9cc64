import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../support/errors';
import { addressIn6, overlap6, parseCidr6, subnetOf6 } from './cidr6';

test('an IPv6 network is read, in whatever form', () => {
  const { prefix, first, last } = parseCidr6('pod CIDR', 'fd00:10:244::/56');
  assert.equal(prefix, 56);
  assert.equal(last - first + 1n, 1n << 72n);
  assert.equal(parseCidr6('x', 'FD00:10:244:0:0:0:0:0/56').first, first);
  assert.equal(parseCidr6('x', '::/0').first, 0n);
});

for (const [why, text, words] of [
  ['an IPv4 network', '10.244.0.0/16', /is no IPv6 network/],
  ['a network without a length', 'fd00::', /is no IPv6 network/],
  ['a length too long', 'fd00::/129', /is no IPv6 network/],
  ['host bits', 'fd00:10:244::1/56', /host bits set.*write fd00:10:244::\/56/s],
] as const) {
  test(`${why} is refused`, () =>
    assert.throws(
      () => parseCidr6('pod CIDR', text),
      (error) => error instanceof BadInput && words.test(error.message),
    ));
}

test('addresses and subnets are in their shortest form', () => {
  assert.equal(addressIn6('fd00:172:18::/64', 11), 'fd00:172:18::b');
  assert.equal(subnetOf6('fd00:10:244::/56', 64, 0), 'fd00:10:244::/64');
  assert.equal(subnetOf6('fd00:10:244::/56', 64, 2), 'fd00:10:244:2::/64');
});

test('networks overlap where one holds an address of the other', () => {
  const of = (text: string) => parseCidr6('x', text);
  assert.ok(overlap6(of('fd00:10::/32'), of('fd00:10:244::/56')));
  assert.ok(!overlap6(of('fd00:10:96::/112'), of('fd00:10:244::/56')));
});
