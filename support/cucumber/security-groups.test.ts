import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeRule } from '../../clusters/security-groups';
import { BadInput } from '../errors';
import { readSecurityGroups } from './security-groups';
import type { World } from './world';

const world = {
  spec: { securityGroups: ['master', 'worker'].map((name) => ({ name, rules: [] })) },
} as unknown as World;

function read(text: string) {
  const path = join(mkdtempSync(join(tmpdir(), 'endstate-groups-')), 'security-groups.yaml');
  writeFileSync(path, text);
  return readSecurityGroups(world, path);
}

test('OpenStack’s fields are read as OpenStack means them', () => {
  const rules = read(`
- { security_group: worker, protocol: tcp, port_range_min: 179, port_range_max: 180, remote_group: master }
- { security_group: worker, direction: egress, ethertype: IPv4, protocol: null, remote_ip_prefix: 10.0.0.0/8 }
- { security_group: master, ethertype: IPv6 }
- { security_group: master, protocol: 4 }
`);
  assert.deepEqual(
    rules.map(({ group, rule }) => `${group} ${describeRule(rule)}`),
    ['worker ingress tcp 179-180 from group master', 'worker egress any to 10.0.0.0/8', 'master ingress 4'],
  );
});

const refused: readonly (readonly [text: string, words: RegExp])[] = [
  ['[{ security_group: workers }]', /unknown security group "workers".*write "worker"/s],
  ['[{ protocol: tcp }]', /security_group/],
  ['[{ security_group: worker, port: 1 }]', /unknown key "port"/],
  ['[{ security_group: worker, direction: in }]', /must be one of ingress, egress/],
  ['[{ security_group: worker, protocol: tcp, port_range_min: 1 }]', /one end of a port range/],
  [
    '[{ security_group: worker, remote_group: worker, remote_ip_prefix: 10.0.0.0/8 }]',
    /remote group and a remote prefix/,
  ],
  ['[{ security_group: worker, remote_ip_prefix: 10.0.0.1/8 }]', /host bits/],
  ['[]', /fewer than 1/],
];

for (const [text, words] of refused) {
  test(`${text} is refused`, () => {
    assert.throws(
      () => read(text),
      (error) => error instanceof BadInput && words.test(error.message),
    );
  });
}
