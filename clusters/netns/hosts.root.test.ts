import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { defaultSpec, type Lab, type LabSpec } from '../lab';
import { leftovers } from './leftovers';
import { netns } from './provider';

const spec: LabSpec = {
  ...defaultSpec,
  workers: 0,
  kubeProxy: 'none',
  names: ['master'],
  nodeNetwork: 'internal',
  nodeCidr: '172.16.0.0/24',
  addresses: { master: [{ network: 'internal', address: '172.16.0.1' }] },
  gateway: '172.16.0.254',
  networks: [
    { name: 'internal', cidr: '172.16.0.0/24' },
    { name: 'external', cidr: '192.168.0.0/24' },
  ],
  hosts: [
    {
      name: 'gw',
      attachments: [
        { network: 'internal', address: '172.16.0.254' },
        { network: 'external', address: '192.168.0.1' },
      ],
      roles: ['gateway', 'dns', 'registry'],
    },
    { name: 'host01', attachments: [{ network: 'external', address: '192.168.0.11' }], roles: ['web'] },
  ],
};
const soon = () => AbortSignal.timeout(120_000);

describe('netns: hosts around a cluster', () => {
  let lab: Lab;
  let twin: Lab;
  const on = (machine: string, line: string) => lab.machine(machine).exec(['sh', '-c', line], { timeoutMs: 30_000 });

  before(async () => {
    [lab, twin] = await Promise.all([netns.create(spec, { signal: soon() }), netns.create(spec, { signal: soon() })]);
  });
  after(async () => {
    const labs = [lab, twin].filter(Boolean);
    await Promise.all(labs.map((each) => netns.destroy(each)));
    for (const { id } of labs) assert.deepEqual(leftovers(id), []);
  });

  it('boots them with systemd, and nothing has failed', async () => {
    const { stdout } = await on('host01', 'ps -p 1 -o comm=; systemctl is-active nginx; systemctl --failed --quiet');
    assert.equal(stdout, 'systemd\nactive');
  });

  it('puts the gateway’s address on what leaves through it', async () => {
    const { stdout } = await on('master', 'curl -s -m 5 http://192.168.0.11');
    assert.match(stdout, /nginx/);
    assert.match((await on('host01', 'cat /var/log/nginx/access.log')).stdout, /^192\.168\.0\.1 /m);
  });

  it('passes nothing on itself: a host without a way is cut off', async () => {
    const { exitCode, stderr } = await on('host01', 'curl -sS -m 2 -k https://172.16.0.1:6443');
    assert.equal(exitCode, 7, stderr);
  });

  it('answers for names from a host, and denies the others', async () => {
    const answer = (name: string) => on('gw', `dig +tries=1 +time=2 @172.16.0.254 ${name} | grep -o "status: [A-Z]*"`);
    assert.equal((await answer('nobody.example')).stdout, 'status: NXDOMAIN');
  });

  it('serves images by plain HTTP, without a password', async () => {
    assert.equal((await on('host01', 'curl -s -m 5 http://192.168.0.1/v2/_catalog')).stdout, '{"repositories":[]}');
  });

  it('has no host of the other lab, which has the same addresses', async () => {
    await on('host01', 'touch /root/here');
    const elsewhere = await twin.machine('host01').exec(['test', '-e', '/root/here']);
    assert.equal(elsewhere.exitCode, 1);
  });

  it('keeps what is on the disk over a reboot, and nothing else', async () => {
    const host = lab.machine('host01');
    await host.write('/etc/sysctl.d/70-test.conf', 'net.ipv4.ip_forward = 1\n');
    await host.write('/etc/iptables/rules.v4', '*filter\n-A INPUT -p tcp --dport 81 -j DROP\nCOMMIT\n');
    await host.write('/etc/rc.local', '#!/bin/sh\nip route add 172.16.0.0/24 via 192.168.0.1\n', 0o755);
    const card = () => on('host01', 'cat /sys/class/net/eth0/address');
    const { stdout: mac } = await card();
    await on('host01', 'ip route add 10.9.0.0/16 via 192.168.0.1; sysctl -w net.ipv4.conf.all.accept_local=1');
    await host.power('cycle', soon());
    assert.equal((await card()).stdout, mac);
    const settings = await on('host01', 'sysctl -n net.ipv4.ip_forward net.ipv4.conf.all.accept_local');
    assert.equal(settings.stdout, '1\n0');
    assert.match((await on('host01', 'iptables -S INPUT')).stdout, /--dport 81 -j DROP/);
    const routes = (await on('host01', 'ip route')).stdout;
    assert.match(routes, /172\.16\.0\.0\/24 via 192\.168\.0\.1/);
    assert.doesNotMatch(routes, /10\.9\.0\.0/);
  });

  it('tells in its journal what happened', async () => {
    const { stdout } = await on('gw', 'journalctl --boot --no-pager --unit dnsmasq');
    assert.match(stdout, /started/);
  });
});
