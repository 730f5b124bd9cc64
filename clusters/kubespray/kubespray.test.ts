import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { BadInput } from '../../support/errors';
import { defaultSpec, type LabSpec } from '../lab';
import { corefile, nodeLocalCorefile } from '../netns/corefile';
import { planLab } from '../netns/plan';
import { registryFiles } from '../netns/registries';
import { resolvConfFiles } from '../netns/resolv-conf';
import { noSurroundings } from '../topology';
import { kubesprayLab, labOfFiles } from '.';

const around = { ...noSurroundings, networks: [{ name: 'project', cidr: '192.168.100.0/24' }] };
const at = (name: string) => join(__dirname, 'testdata', name);

for (const name of ['silent', 'two-nodes']) {
  test(`${name}: the lab and the files of its nodes are the golden ones`, async () => {
    const spec = await kubesprayLab(at(name), around, [['gateway', '192.168.100.1']]);
    const plan = planLab(spec);
    const files = { ...resolvConfFiles(plan), ...registryFiles(spec.registries) };
    const texts = {
      'CoreDNS, Corefile': corefile(plan),
      ...(spec.dns.nodeLocal ? { 'node-local DNS, Corefile': nodeLocalCorefile(plan) } : {}),
      ...Object.fromEntries(Object.entries(files).map(([path, file]) => [path, 'content' in file ? file.content : ''])),
    };
    const rendered = Object.entries(texts).map(([what, text]) => `# ${what}\n${text}`);
    // What every lab is unless told is nothing that the inventory says.
    const told = Object.entries(spec).filter(
      ([key, value]) => !isDeepStrictEqual(value, defaultSpec[key as keyof LabSpec]),
    );
    const seen = `${JSON.stringify(Object.fromEntries(told), null, 2)}\n\n${rendered.join('\n')}`;
    const golden = at(`${name}.golden.txt`);
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, seen);
    assert.equal(seen, readFileSync(golden, 'utf8'));
  });
}

const hosts = '[kube_control_plane]\nn ip=192.168.100.11\n[kube_node]\nn\n[etcd]\nn\n';

test('what neither the inventory nor a row says is the default that was handed over', () => {
  const files = new Map([['inventory.ini', hosts]]);
  assert.equal(labOfFiles(files, around, [], { kubernetes: '1.29', cni: 'cilium' }).kubernetes, '1.29');
  assert.equal(labOfFiles(files, around, [], { kubernetes: '1.29', cni: 'cilium' }).cni, 'ptp');
  assert.equal(labOfFiles(files, around, [['kubernetes', '1.34']], { kubernetes: '1.29' }).kubernetes, '1.34');
});

function refused(files: Readonly<Record<string, string>>): string {
  try {
    labOfFiles(new Map(Object.entries(files)), around);
  } catch (error) {
    assert.ok(error instanceof BadInput, String(error));
    return error.message;
  }
  return assert.fail('it was taken');
}

const inCluster = (text: string) => refused({ 'inventory.ini': hosts, 'group_vars/k8s_cluster/k8s-cluster.yml': text });

const variables: readonly (readonly [string, RegExp])[] = [
  ['kube_pod_subnet: 10.0.0.0/16', /nobody here reads the variable kube_pod_subnet.*did you mean kube_pods_subnet/s],
  ['containerd_registries: {}', /did you mean containerd_registries_mirrors/],
  ['dns_mode: coredns_dual', /dns_mode cannot be honoured.*it is "coredns_dual".*v2\.30\.0/s],
  ['container_manager: crio', /container_manager cannot be honoured/],
  ['kube_network_plugin: cilium', /unknown value of kube_network_plugin "cilium"/],
  ['kube_proxy_mode: none', /unknown value of kube_proxy_mode "none"/],
  ['kube_version: 1.31.4', /unknown Kubernetes version "1\.31"/],
  ['kube_pods_subnet: "{{ other }}"', /kube_pods_subnet holds a template.*not evaluated/s],
  ['upstream_dns_servers: ["{{ dns }}"]', /upstream_dns_servers holds a template/],
  ['skydns_server: "{{ evil }}"', /skydns_server cannot be honoured/],
  ['upstream_dns_servers:', /upstream_dns_servers has no value/],
  ['upstream_dns_servers: 10.244.10.130', /upstream_dns_servers cannot be .*write a list/s],
  ['upstream_dns_servers: ["10.0.0.1 {\\n}"]', /an entry of upstream_dns_servers cannot be/],
  ['searchdomains: ["a b"]', /write a domain name/],
  ['kube_pods_subnet: 10.0.0.1/16', /host bits set/],
  ['kube_pods_subnet: 192.168.0.0/16', /pod CIDR 192\.168\.0\.0\/16 and node CIDR .* overlap/],
  ['kube_network_node_prefix: 26', /room for 110 pods/],
  ['kube_network_node_prefix: 16', /pod CIDR .* is too small: each of the 1 machines gets a \/16/],
  ['enable_nodelocaldns: "yes"', /enable_nodelocaldns cannot be "yes"/],
  ['a: [', /k8s-cluster\.yml is not readable as YAML/],
  ['a: !vault x', /not readable as YAML/],
  ['- a', /holds no variables/],
  ['$ANSIBLE_VAULT;1.1;AES256', /is encrypted/],
];

for (const [text, words] of variables) {
  test(`refused: ${text}`, () => assert.match(inCluster(text), words));
}

const mirrors: readonly (readonly [string, RegExp])[] = [
  ['{prefix: "../../x", mirrors: []}', /prefix in containerd_registries_mirrors cannot be/],
  ['{prefix: a.example, mirrors: [{host: "http://a\\"\\n[evil]", capabilities: [pull]}]}', /host in .* cannot be/],
  ['{prefix: a.example, mirrors: [{host: "http://a", capabilities: [fly]}]}', /unknown value of .*"fly"/],
  ['{prefix: a.example, mirrors: [{host: "http://a"}]}', /capabilities cannot be undefined/],
  ['{prefix: a.example, mirrors: [{host: "http://a", capabilities: pull, ca: /x}]}', /unknown key .*"ca"/],
  ['{prefix: a.example}', /mirrors cannot be undefined/],
  ['a.example', /is no mapping/],
];

for (const [entry, words] of mirrors) {
  test(`refused: a mirror ${entry}`, () => assert.match(inCluster(`containerd_registries_mirrors: [${entry}]`), words));
}

const inventories: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  ['without hosts', { 'group_vars/all.yml': '' }, /has no hosts/],
  ['with two lists of hosts', { 'inventory.ini': hosts, 'hosts.yaml': '' }, /both inventory\.ini and hosts\.yaml/],
  ['without a control plane', { 'inventory.ini': '[kube_node]\nn\n' }, /kube_control_plane .* has no host/],
  ['without nodes', { 'inventory.ini': hosts.replace('[kube_node]\nn\n', '') }, /kube_node .* has no host/],
  ['with two control planes', { 'inventory.ini': hosts.replace('\n[', '\nm\n[') }, /has 2 hosts.*one control plane/s],
  ['with etcd elsewhere', { 'inventory.ini': hosts.replace('[etcd]\nn', '[etcd]\nm') }, /etcd of a lab.*it holds m/s],
  ['with a host on no network', { 'inventory.ini': hosts.replace('100.11', '7.7') }, /192\.168\.7\.7 is on no network/],
  ['with a host without address', { 'inventory.ini': hosts.replace(' ip=192.168.100.11', '') }, /n has no address/],
  ['with a range of hosts', { 'inventory.ini': '[kube_node]\nnode[1:3]\n' }, /"node\[1:3\]" is no name of a host/],
  ['with an open quote', { 'inventory.ini': '[kube_node]\nn a="b\n' }, /a quote is not closed/],
  [
    'with groups in a ring',
    { 'inventory.ini': `${hosts}[a:children]\nb\n[b:children]\na\n[etcd:children]\na` },
    /below itself/,
  ],
  [
    'with a variable of one host',
    { 'inventory.ini': hosts, 'host_vars/n.yml': 'ndots: 5' },
    /ndots is set for n alone/,
  ],
  ['with a variable of one group', { 'inventory.ini': hosts, 'group_vars/etcd.yml': 'ndots: 5' }, /group etcd alone/],
  ['with an unknown variable of a host', { 'inventory.ini': hosts.replace('ip=', 'x=1 ip=') }, /reads the variable x/],
  ['with a strange group', { 'hosts.yaml': 'all: { host: {} }' }, /unknown key of group all .*write "hosts"/s],
];

for (const [what, files, words] of inventories) {
  test(`refused: an inventory ${what}`, () => assert.match(refused(files), words));
}

test('variables of the inventory come before those of group_vars, and all before k8s_cluster', () => {
  const files = {
    'inventory.ini': `${hosts}[all:vars]\nndots=7\nkube_apiserver_port=6500\n`,
    'group_vars/all.yml': 'ndots: 6',
  };
  const spec = labOfFiles(new Map(Object.entries(files)), around);
  assert.match(spec.dns.nodes.options, /ndots:6/);
  assert.equal(spec.apiServerPort, 6500);
});

test('a row that the inventory settles is refused', () => {
  const files = new Map([['inventory.ini', hosts]]);
  assert.throws(() => labOfFiles(files, around, [['pod CIDR', '10.0.0.0/16']]), /two rows "pod CIDR"/);
});

test('links, and files that nobody reads, are refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'endstate-inventory-'));
  writeFileSync(join(folder, 'inventory.ini'), hosts);
  writeFileSync(join(folder, 'containerd.yml'), '');
  await assert.rejects(kubesprayLab(folder, around), /nobody reads containerd\.yml/);
  symlinkSync('/etc/passwd', join(folder, 'hosts.yaml'));
  await assert.rejects(kubesprayLab(folder, around), /neither a file nor a folder/);
  await assert.rejects(kubesprayLab(join(folder, 'nowhere'), around), /there is no inventory folder/);
});
