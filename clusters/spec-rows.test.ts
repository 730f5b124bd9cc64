import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../support/errors';
import { defaultSpec } from './lab';
import { securityGroupsOf } from './security-group-tables';
import { type Row, specOf } from './spec-rows';
import { hostsOf, networksOf } from './topology-tables';

test('an empty table is the default lab', () => {
  assert.deepEqual(specOf([]), defaultSpec);
});

const surroundings = {
  securityGroups: securityGroupsOf([
    { group: 'worker', protocol: 'tcp', ports: '22' },
    { group: 'worker', protocol: '112', remote: 'group worker' },
  ]),
  networks: networksOf([
    { name: 'internal', CIDR: '172.16.0.0/24' },
    { name: 'external', CIDR: '192.168.0.0/24' },
  ]),
  hosts: hostsOf([
    { name: 'lb', addresses: 'internal 172.16.0.254, external 192.168.0.1', roles: 'haproxy, gateway' },
    { name: 'host01', addresses: 'external 192.168.0.11', gateway: '192.168.0.1', roles: '' },
  ]),
};

test('hosts and networks surround the cluster, and its machines are plugged into them', () => {
  const spec = specOf(
    [
      ['workers', '1'],
      ['names', 'master, worker01'],
      ['node network', 'internal'],
      ['addresses of master', 'internal 172.16.0.1'],
      ['addresses of worker01', 'external 192.168.0.21, internal 172.16.0.11'],
      ['gateway', '172.16.0.254'],
      ['API server port', '6433'],
      ['API endpoint', '172.16.0.254:6443'],
      ['wait for', 'API server'],
      ['security groups of lb', 'worker'],
    ],
    surroundings,
  );
  assert.deepEqual(spec, {
    ...defaultSpec,
    workers: 1,
    names: ['master', 'worker01'],
    nodeNetwork: 'internal',
    nodeCidr: '172.16.0.0/24',
    addresses: {
      master: [{ network: 'internal', address: '172.16.0.1' }],
      worker01: [
        { network: 'external', address: '192.168.0.21' },
        { network: 'internal', address: '172.16.0.11' },
      ],
    },
    gateway: '172.16.0.254',
    apiServerPort: 6433,
    apiEndpoint: '172.16.0.254:6443',
    waitFor: 'API server',
    groups: { lb: ['worker'] },
    securityGroups: surroundings.securityGroups,
    networks: [
      { name: 'internal', cidr: '172.16.0.0/24' },
      { name: 'external', cidr: '192.168.0.0/24' },
    ],
    hosts: [
      {
        name: 'lb',
        attachments: [
          { network: 'internal', address: '172.16.0.254' },
          { network: 'external', address: '192.168.0.1' },
        ],
        roles: ['haproxy', 'gateway'],
      },
      {
        name: 'host01',
        attachments: [{ network: 'external', address: '192.168.0.11' }],
        gateway: '192.168.0.1',
        roles: [],
      },
    ],
  });
});

test('every row changes its property', () => {
  const spec = specOf([
    ['kubernetes', '1.29.0'],
    ['workers', '3'],
    ['control plane', 'hidden'],
    ['cni', 'ptp'],
    ['kube-proxy', 'nftables'],
    ['pod CIDR', '10.1.0.0/16'],
    ['service CIDR', '10.2.0.0/16'],
    ['node CIDR', '10.3.0.0/16'],
    ['labels of worker03', 'worker-id=3, zone=a'],
    ['API server flags', '--v=2 --kubelet-preferred-address-types=InternalIP'],
    ['kubelet flags', '--v=4'],
    ['scheduler', 'adversary'],
    ['images', 'nginx, busybox:1.36'],
  ]);
  assert.deepEqual(spec, {
    ...defaultSpec,
    kubernetes: '1.29',
    workers: 3,
    controlPlane: 'hidden',
    cni: 'ptp',
    kubeProxy: 'nftables',
    podCidr: '10.1.0.0/16',
    serviceCidr: '10.2.0.0/16',
    nodeCidr: '10.3.0.0/16',
    labels: { worker03: { 'worker-id': '3', zone: 'a' } },
    apiServerFlags: ['--v=2', '--kubelet-preferred-address-types=InternalIP'],
    kubeletFlags: ['--v=4'],
    scheduler: 'adversary',
    images: ['nginx', 'busybox:1.36'],
  });
});

const refused: readonly (readonly [why: string, rows: readonly Row[], words: RegExp])[] = [
  ['an unknown row', [['worker', '2']], /unknown row of the cluster's table "worker".*write "workers"/s],
  ['an unknown CNI', [['cni', 'brigde']], /unknown CNI "brigde".*write "bridge"/s],
  ['an unknown kube-proxy mode', [['kube-proxy', 'nftable']], /unknown kube-proxy mode "nftable".*write "nftables"/s],
  ['a version that is not pinned', [['kubernetes', '1.3']], /unknown Kubernetes version "1\.3"/],
  ['a patch release that is not pinned', [['kubernetes', '1.34.99']], /1\.34\.99 is not pinned here.*write 1\.34/s],
  ['too many workers', [['workers', '6']], /6 workers cannot be had/],
  ['workers that are no number', [['workers', 'two']], /two workers cannot be had/],
  ['labels of an unknown machine', [['labels of worker3', 'a=b']], /unknown machine "worker3".*write "worker0/s],
  ['a malformed label', [['labels of worker01', 'a']], /"a" is no label of worker01/],
  ['a malformed flag', [['kubelet flags', 'v=4']], /"v=4" is no flag of the kubelet/],
  ['a row twice', [['workers', '1'], ['workers', '2']], /two rows "workers"/], // biome-ignore format: one line a case
  ['a malformed network', [['pod CIDR', '10.1/16']], /pod CIDR "10\.1\/16" is no IPv4 network/],
  ['host bits', [['pod CIDR', '10.1.2.3/16']], /host bits set.*write 10\.1\.0\.0\/16/s],
  ['a network too small for its machines', [['pod CIDR', '10.1.0.0/23']], /too small: each of the 3 machines/],
  ['a service network too large', [['service CIDR', '10.0.0.0/8']], /too large/],
  [
    'networks that overlap',
    [['pod CIDR', '10.96.0.0/16']],
    /pod CIDR 10\.96\.0\.0\/16 and service CIDR 10\.96\.0\.0\/12 overlap/,
  ],
];

const refusedAround: readonly (readonly [why: string, rows: readonly Row[], words: RegExp])[] = [
  ['a node network that is not listed', [['node network', 'intern']], /unknown network "intern".*write "internal"/s],
  ['a network with two ranges', [['node network', 'internal'], ['node CIDR', '10.9.0.0/16']], /has its CIDR already/], // biome-ignore format: one line a case
  ['fewer names than machines', [['names', 'master']], /1 names for a control plane and 2 workers/],
  ['a name that no node can have', [['workers', '0'], ['names', 'Master']], /"Master" is no name of a machine/], // biome-ignore format: one line a case
  ['a node with the name of a host', [['workers', '1'], ['names', 'master, lb']], /machine lb is there twice/], // biome-ignore format: one line a case
  [
    'a node off the node network',
    [['addresses of worker01', 'external 192.168.0.21']],
    /no address on the node network/,
  ],
  ['an address of another network', [['addresses of worker01', 'nodes 10.1.1.1']], /cannot have 10\.1\.1\.1 on nodes/],
  ['an address that a host has', [['addresses of worker01', 'nodes 172.18.0.11, external 192.168.0.11']], /address 192\.168\.0\.11 is there twice/], // biome-ignore format: one line a case
  ['a gateway on another network', [['gateway', '192.168.0.1']], /cannot reach its gateway/],
  ['a network that overlaps', [['node CIDR', '172.16.0.0/16']], /overlap/],
  ['a port that is none', [['API server port', '70000']], /70000 is no port/],
  ['a name that the lab itself has', [['workers', '0'], ['names', 'resolver']], /the lab itself has a resolver/], // biome-ignore format: one line a case
  ['an endpoint without a port', [['API endpoint', '10.0.0.1']], /no address of an API server/],
  [
    'a security group that is not listed',
    [['security groups of lb', 'workers']],
    /unknown security group.*write "worker"/s,
  ],
  ['an unknown thing to wait for', [['wait for', 'node']], /unknown thing to wait for "node".*write "nodes"/s],
];

for (const [why, rows, words] of refusedAround) {
  test(`${why} is refused`, () => {
    assert.throws(
      () => specOf(rows, surroundings),
      (error) => error instanceof BadInput && words.test(error.message),
    );
  });
}

const refusedTables: readonly (readonly [why: string, make: () => unknown, words: RegExp])[] = [
  ['an unknown column', () => hostsOf([{ name: 'a', address: 'x 1.1.1.1' }]), /column.*"address".*write "addresses"/s],
  ['an unknown role', () => hostsOf([{ name: 'a', addresses: 'x 1.1.1.1', roles: 'haproxi' }]), /write "haproxy"/],
  [
    'an address without a network',
    () => hostsOf([{ name: 'a', addresses: '1.1.1.1' }]),
    /"1\.1\.1\.1" is no address of a/,
  ],
  ['a network without a CIDR', () => networksOf([{ name: 'a', CIDR: '' }]), /a network has no CIDR/],
  [
    'a name too long for a bridge',
    () => networksOf([{ name: 'abcdefghijklm', CIDR: '10.0.0.0/8' }]),
    /no name of a network/,
  ],
];

for (const [why, make, words] of refusedTables) {
  test(`${why} is refused in a table`, () => {
    assert.throws(make, (error) => error instanceof BadInput && words.test(error.message));
  });
}

for (const [why, rows, words] of refused) {
  test(`${why} is refused`, () => {
    assert.throws(
      () => specOf(rows),
      (error) => error instanceof BadInput && words.test(error.message),
    );
  });
}
