import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readInventory } from './inventory';
import { dropCopy, kubeconfigFor, kubeconfigOf } from './kubeconfig';

const dir = mkdtempSync(join(tmpdir(), 'endstate-inventory-'));
after(() => rmSync(dir, { recursive: true }));
for (const name of ['admin.conf', 'known_hosts', 'ssh_config', 'id']) writeFileSync(join(dir, name), '');

function read(text: string) {
  const path = join(dir, 'inventory.yaml');
  writeFileSync(path, text);
  return readInventory(path);
}

const cluster = 'cluster: { kubeconfig: admin.conf, cni: bgp }\n';
const smallest = `${cluster}nodes: { master: , node1: { ssh: "ubuntu@192.0.2.11", sudo: true } }\n`;

test('the smallest inventory: the name is the destination, nothing is allowed, the runner is this computer', () => {
  const { machines, allow, runner, kubeconfig } = read(smallest);
  assert.deepEqual(
    machines.map(({ name, role, destination, sudo }) => [name, role, destination, sudo]),
    [
      ['master', 'node', 'master', false],
      ['node1', 'node', 'ubuntu@192.0.2.11', true],
    ],
  );
  assert.deepEqual([allow, runner, kubeconfig], [[], undefined, join(dir, 'admin.conf')]);
});

test('a whole one: paths begin at its folder', () => {
  const whole = read(`${smallest}ssh: { config: ssh_config, knownHosts: known_hosts }
hosts:
  lb: { addresses: [internal 172.16.0.254, external 192.168.0.1], roles: [haproxy], identityFile: id, reboot: [reboot] }
networks: { internal: 172.16.0.0/24 }
runner: lb
allow: [write, reboot]
`);
  assert.deepEqual([whole.sshConfig, whole.knownHosts], [join(dir, 'ssh_config'), join(dir, 'known_hosts')]);
  const lb = whole.machines.find(({ name }) => name === 'lb');
  assert.deepEqual(
    lb?.attachments.map(({ network, address }) => [network, address]),
    [
      ['internal', '172.16.0.254'],
      ['external', '192.168.0.1'],
    ],
  );
  assert.deepEqual([lb?.identityFile, lb?.reboot], [join(dir, 'id'), ['reboot']]);
  assert.deepEqual([whole.runner, whole.allow], ['lb', ['write', 'reboot']]);
});

const refused: readonly (readonly [string, RegExp])[] = [
  [`${smallest}alow: [write]\n`, /unknown key "alow"; did you mean "allow"\?/],
  [
    `${cluster}nodes: { master: { adress: x } }\n`,
    /nodes\/master has an unknown key "adress"; did you mean "addresses"\?/,
  ],
  [`${smallest}allow: [everything]\n`, /allow\/0 must be one of /],
  [`${cluster}nodes: { master: { ssh: "-oProxyCommand=id" } }\n`, /ssh must match pattern/],
  [`${cluster}nodes: {}\n`, /nodes must NOT have fewer than 1 properties/],
  ['nodes: { master: }\n', /must have required property 'cluster'/],
  [smallest.replace('bgp', 'bpg'), /unknown CNI "bpg"[\s\S]*"bgp"/],
  [smallest.replace('admin.conf', 'nowhere.conf'), /names .*nowhere\.conf, and there is no such file/],
  [`${smallest}runner: node2\n`, /unknown machine for the runner "node2"[\s\S]*node1/],
  [`${smallest}hosts: { node1: }\n`, /has node1 as a node and as a host/],
  [`${cluster}nodes: { master: { addresses: [172.16.0.1] } }\n`, /addresses\/0 must match pattern/],
  ['cluster: [', /is no YAML/],
];

for (const [text, words] of refused) {
  test(`refused: ${words.source}`, () => {
    assert.throws(
      () => read(text),
      (error: Error) => {
        assert.equal(error.name, 'BadInput');
        assert.match(error.message, words);
        return true;
      },
    );
  });
}

test('refused: an inventory that is not there', () => {
  assert.throws(() => readInventory(join(dir, 'nowhere.yaml')), /there is no inventory/);
});

test('a kubeconfig for another context is a copy of the lab’s, and goes with it', async () => {
  const cluster = { server: 'https://192.0.2.1:6443' };
  const config = {
    clusters: [{ name: 'c', cluster }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: ['one', 'two'].map((name) => ({ name, context: { cluster: 'c', user: 'u' } })),
    'current-context': 'one',
  };
  writeFileSync(join(dir, 'admin.conf'), JSON.stringify(config));
  const inventory = read(smallest.replace('cni: bgp', 'cni: bgp, context: two'));
  const copy = await kubeconfigFor(inventory, 'abcdef');
  assert.match(readFileSync(copy, 'utf8'), /"current-context": ?"two"/);
  assert.equal(kubeconfigOf(inventory, 'abcdef'), copy);
  await dropCopy('abcdef');
  assert.equal(kubeconfigOf(inventory, 'abcdef'), inventory.kubeconfig);
  await assert.rejects(kubeconfigFor({ ...inventory, context: 'tow' }, 'abcdef'), /unknown context[\s\S]*two/);
  writeFileSync(join(dir, 'admin.conf'), '');
});
