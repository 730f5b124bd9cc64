import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSpec, type LabSpec } from '../lab';
import { securityGroupsOf } from '../security-group-tables';
import { withoutRules } from '../security-groups';
import { filteredBridges, goneMarks, packetFilter } from './packet-filter';
import { planLab } from './plan';

const groups = securityGroupsOf([
  { group: 'master', protocol: 'tcp', ports: '6443' },
  { group: 'master', protocol: 'tcp', ports: '179', remote: 'group worker' },
  { group: 'worker', protocol: '112', remote: '10.0.0.0/8' },
  { group: 'worker', protocol: 'icmp', ports: '8-0' },
  { group: 'worker', direction: 'egress', protocol: 'udp', ports: '53-54', remote: '10.9.0.0/16' },
]);
const spec: LabSpec = {
  ...defaultSpec,
  workers: 1,
  networks: [{ name: 'beside', cidr: '10.9.0.0/24' }],
  securityGroups: groups,
  groups: { 'control-plane': ['master'], worker01: ['worker'] },
};
const plan = planLab(spec);

/** The lines of a chain, without the marking ones. */
function linesOf(chain: string): readonly string[] {
  const lines = packetFilter(plan, groups).split('\n');
  return lines.filter((line) => line.startsWith(`-A ${chain} `) && !line.includes('CONNMARK'));
}

test('a lab without a machine in a group has no packet filter', () => {
  const open = planLab({ ...spec, groups: {} });
  assert.deepEqual([packetFilter(open, groups), filteredBridges(open)], ['', []]);
});

test('only networks with a machine in a group are filtered, each with connections of its own', () => {
  assert.deepEqual(filteredBridges(plan), ['br-nodes']);
  assert.match(packetFilter(plan, groups), /^-A PREROUTING -i br-nodes -j CT --zone 1$/m);
});

test('what may come in is what the rules say; a remote group is its members’ addresses', () => {
  assert.deepEqual(linesOf('ingress-0'), [
    '-A ingress-0 -p tcp --dport 6443:6443 -j ACCEPT',
    '-A ingress-0 -s 172.18.0.11 -p tcp --dport 179:179 -j ACCEPT',
    '-A ingress-0 -j DROP',
  ]);
  assert.deepEqual(linesOf('ingress-1'), [
    '-A ingress-1 -s 10.0.0.0/8 -p 112 -j ACCEPT',
    '-A ingress-1 -p icmp --icmp-type 8/0 -j ACCEPT',
    '-A ingress-1 -j DROP',
  ]);
});

test('what may leave goes on to the receiver’s rules: everything, unless the group says what', () => {
  assert.deepEqual(linesOf('egress-0'), ['-A egress-0 -j RETURN', '-A egress-0 -j DROP']);
  assert.deepEqual(linesOf('egress-1'), [
    '-A egress-1 -d 10.9.0.0/16 -p udp --dport 53:54 -j RETURN',
    '-A egress-1 -j DROP',
  ]);
});

test('chains are entered by the machine’s ports', () => {
  const entries = packetFilter(plan, groups)
    .split('\n')
    .filter((line) => line.includes('physdev'));
  assert.deepEqual(
    entries.map((line) => line.replace(/.*--physdev-is-bridged /, '')),
    [
      '--physdev-in port0-0 -j egress-0',
      '--physdev-in port1-0 -j egress-1',
      '--physdev-out port0-0 -j ingress-0',
      '--physdev-out port1-0 -j ingress-1',
    ],
  );
});

test('a rule that goes takes its connections along, and no others', () => {
  const after = withoutRules(groups, {
    group: 'master',
    rule: { direction: 'ingress', protocol: 'tcp', ports: { min: 179, max: 179 } },
  });
  assert.ok(after);
  const gone = goneMarks(plan, groups, after);
  assert.equal(gone.length, 1);
  assert.ok(gone[0]?.endsWith('/0xffff0000'));
  assert.ok(
    packetFilter(plan, groups).includes(`-s 172.18.0.11 -p tcp --dport 179:179 -j CONNMARK --set-xmark ${gone[0]}`),
  );
  assert.ok(!packetFilter(plan, after).includes('--dport 179'));
  assert.deepEqual(goneMarks(plan, after, groups), []);
});
