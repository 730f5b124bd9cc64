import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { until } from '../../support/exec/until';
import { defaultSpec, type Lab, type LabSpec } from '../lab';
import { ingressRule, securityGroupsOf } from '../security-group-tables';
import { type SecurityGroup, withoutRules, withRules } from '../security-groups';
import { leftovers } from './leftovers';
import { netns } from './provider';

const spec: LabSpec = {
  ...defaultSpec,
  workers: 1,
  cni: 'bgp',
  hosts: [{ name: 'beside', attachments: [{ network: 'nodes', address: '172.18.0.99' }], roles: [] }],
  securityGroups: securityGroupsOf([
    { group: 'node', protocol: 'tcp', ports: '179', remote: 'group node' },
    { group: 'node', protocol: 'tcp', ports: '6443' },
    { group: 'node', protocol: 'tcp', ports: '7000' },
  ]),
  groups: { 'control-plane': ['node'], worker01: ['node'] },
};
const worker = '172.18.0.11';
const soon = () => AbortSignal.timeout(120_000);
/** Time enough for BGP's connect and error timers. */
const withinMs = 60_000;
const everyMs = 300;

describe('netns: security groups, and routes by BGP through them', () => {
  let lab: Lab;
  const on = (machine: string, line: string) => lab.machine(machine).exec(['bash', '-c', line], { timeoutMs: 30_000 });
  const prints = async (machine: string, line: string, text: string) => {
    await until(async () => (await on(machine, line)).stdout.includes(text), {
      what: `${line}: no ${text}`,
      withinMs,
      everyMs,
    });
  };
  const change = async (next: (groups: readonly SecurityGroup[]) => readonly SecurityGroup[] | undefined) => {
    await lab.secure(next(await lab.securityGroups()) ?? assert.fail('no such rule'), soon());
  };
  /** nc's words for one connection: `timed out`, `refused`, `succeeded`. */
  const connect = async (from: string, port: number) => (await on(from, `nc -zvw2 ${worker} ${port}`)).stderr;

  before(async () => {
    lab = await netns.create(spec, { signal: soon() });
  });
  after(async () => {
    if (!lab) return;
    await netns.destroy(lab);
    assert.deepEqual(leftovers(lab.id), []);
  });

  it('lets BGP through: nodes learn each other’s pod networks', async () => {
    await prints('control-plane', 'ip route show proto bird', `10.244.1.0/24 via ${worker}`);
    await prints('worker01', 'ip route show proto bird', '10.244.0.0/24 via 172.18.0.10');
    await prints('worker01', 'birdc show protocols', 'Established');
  });

  it('drops what no rule names, and what comes from elsewhere than its rule says', async () => {
    assert.match(await connect('control-plane', 7001), /timed out/);
    assert.match(await connect('control-plane', 7000), /refused/);
    assert.match(await connect('beside', 179), /timed out/);
    assert.match(await connect('beside', 7000), /refused/);
  });

  it('lets answers in, and a machine in no group alone', async () => {
    assert.equal((await on('worker01', 'ping -c1 -W2 172.18.0.99')).exitCode, 0);
    assert.equal((await on('beside', `ping -c1 -W2 ${worker}`)).exitCode, 1);
  });

  it('cuts a connection that stands when its rule goes', async () => {
    await on('worker01', 'socat TCP-LISTEN:7000,fork,reuseaddr EXEC:cat >/dev/null 2>&1 &');
    await on(
      'beside',
      `((while sleep 0.1; do echo x; done) | socat - TCP:${worker}:7000 >/tmp/echo) >/dev/null 2>&1 &`,
    );
    const count = async () => Number((await on('beside', 'wc -l </tmp/echo')).stdout);
    await until(async () => (await count()) > 3, { what: 'no echo', withinMs, everyMs });
    await change((groups) => withoutRules(groups, { group: 'node', rule: ingressRule('tcp 7000') }));
    const cut = await count();
    assert.match(await connect('beside', 7000), /timed out/);
    assert.ok((await count()) <= cut + 1, `${cut} echoes, then ${await count()}`);
    await change((groups) => withRules(groups, [{ group: 'node', rule: ingressRule('tcp 7000') }]));
    assert.match(await connect('beside', 7000), /succeeded/);
  });

  it('holds over a reboot of the machine, which learns its routes anew', async () => {
    await lab.machine('worker01').power('cycle', soon());
    assert.match(await connect('control-plane', 7001), /timed out/);
    assert.match(await connect('control-plane', 7000), /refused/);
    await prints('worker01', 'ip route show proto bird', '10.244.0.0/24 via 172.18.0.10');
  });
});
