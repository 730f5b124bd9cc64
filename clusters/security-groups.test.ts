import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../support/errors';
import { ingressRule, ruleWords, securityGroupsOf } from './security-group-tables';
import { checkRule, describeRule, sendAnything, withoutRules, withRules } from './security-groups';
import type { TableRow } from './topology-tables';

test('a group sends whatever it likes, unless the table says what', () => {
  const groups = securityGroupsOf([
    { group: 'a', protocol: 'tcp', ports: '22', remote: '' },
    { group: 'b', direction: 'egress', protocol: 'icmp' },
  ]);
  assert.deepEqual(groups, [
    { name: 'a', rules: [sendAnything, { direction: 'ingress', protocol: 'tcp', ports: { min: 22, max: 22 } }] },
    { name: 'b', rules: [{ direction: 'egress', protocol: 'icmp' }] },
  ]);
});

const words: readonly (readonly [words: string, meaning: string])[] = [
  ['tcp 179 from 192.168.222.0/24', 'ingress tcp 179 from 192.168.222.0/24'],
  ['tcp 30000-32767', 'ingress tcp 30000-32767'],
  ['112 from group master', 'ingress 112 from group master'],
  ['any from anywhere', 'ingress any'],
];

for (const [text, meaning] of words) {
  test(`"${text}" is a rule`, () => {
    assert.equal(new RegExp(`^${ruleWords.source}$`).exec(text)?.[0], text);
    assert.equal(describeRule(ingressRule(text)), meaning);
  });
}

test('a rule is added once, and taken away with or without its remote', () => {
  const groups = securityGroupsOf([{ group: 'a', protocol: 'tcp', ports: '22' }]);
  const rule = ingressRule('tcp 179 from 10.0.0.0/8');
  const more = withRules(groups, [
    { group: 'a', rule },
    { group: 'a', rule },
  ]);
  assert.equal(more[0]?.rules.length, 3);
  assert.deepEqual(withoutRules(more, { group: 'a', rule: ingressRule('tcp 179') }), groups);
  assert.deepEqual(withoutRules(more, { group: 'a', rule }), groups);
  assert.equal(withoutRules(more, { group: 'a', rule: ingressRule('tcp 179 from 10.1.0.0/16') }), undefined);
  assert.equal(withoutRules(more, { group: 'a', rule: ingressRule('udp 179') }), undefined);
});

const refusedRules: readonly (readonly [text: string, words: RegExp])[] = [
  ['tpc 179', /unknown protocol of a security group "tpc".*write "tcp"/s],
  ['300', /unknown protocol/],
  ['tcp 70000', /are no ports of tcp/],
  ['tcp 20-10', /are no ports of tcp/],
  ['112 5', /are no ports of 112/],
  ['tcp 22 from 10.0.0.1/8', /host bits set/],
  ['tcp 22 from group workers', /unknown security group "workers".*write "worker"/s],
];

for (const [text, expected] of refusedRules) {
  test(`"${text}" is refused`, () => {
    assert.throws(
      () => checkRule({ group: 'worker', rule: ingressRule(text) }, ['worker']),
      (error) => error instanceof BadInput && expected.test(error.message),
    );
  });
}

const refusedRows: readonly (readonly [row: TableRow, words: RegExp])[] = [
  [{ group: 'a', port: '22' }, /column of the security groups' table "port".*write "ports"/s],
  [{ group: '', protocol: 'tcp' }, /no name of a security group/],
  [{ group: 'a', direction: 'in', protocol: 'tcp' }, /unknown direction "in"/],
  [{ group: 'a', protocol: 'tcp', ports: 'ssh' }, /"ssh" are no ports/],
];

for (const [row, expected] of refusedRows) {
  test(`the row ${JSON.stringify(row)} is refused`, () => {
    assert.throws(
      () => securityGroupsOf([row]),
      (error) => error instanceof BadInput && expected.test(error.message),
    );
  });
}
