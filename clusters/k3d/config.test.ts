import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { parse, stringify } from 'yaml';
import { defaultSpec, kubeProxyModes, type LabSpec } from '../lab';
import { containerOf, flannelBackends, k3dConfig } from './config';
import { beyondK3d } from './limits';
import { registriesOf } from './registries';
import { simpleConfigSchema } from './testdata/schema';

const valid = new Ajv({ allErrors: true }).compile(simpleConfigSchema);

function configOf(changes: Partial<LabSpec> = {}) {
  return k3dConfig('abc123', { ...defaultSpec, ...changes }, 'cmVjb3Jk');
}

function flagsOf(changes: Partial<LabSpec>, filter?: string): readonly string[] {
  const args = configOf(changes).options.k3s.extraArgs;
  return args.filter(({ nodeFilters }) => !filter || nodeFilters.includes(filter)).map(({ arg }) => arg);
}

const mirrors = [
  {
    registry: 'registry.example',
    server: 'https://registry.example',
    mirrors: [{ host: 'http://mirror.example:5000', capabilities: [], skipVerify: true, overridePath: false }],
  },
];

test('whatever k3d can make, its file is one that k3d takes', () => {
  for (const kubeProxy of kubeProxyModes) {
    for (const cni of [...Object.keys(flannelBackends), 'none']) {
      for (const workers of [0, 1, 5]) {
        const config = configOf({ kubeProxy, cni, workers, registries: mirrors, labels: { worker01: { zone: 'a' } } });
        assert.ok(valid(parse(stringify(config))), JSON.stringify(valid.errors));
        assert.equal(config.agents, workers);
      }
    }
  }
});

test('the schema refuses unknown keys, filters and values', () => {
  const config = configOf();
  const wrong = [
    { ...config, agent: 1 },
    { ...config, servers: 0 },
    { ...config, apiVersion: 'k3d.io/v1alpha4' },
    { ...config, options: { ...config.options, k3s: { extraArgs: [{ arg: '--x', nodeFilters: ['worker:0'] }] } } },
    { ...config, options: { ...config.options, k3s: { extraArgs: [{ args: '--x', nodeFilters: ['all'] }] } } },
    { ...config, metadata: { name: 'Über' } },
  ];
  for (const each of wrong) assert.equal(valid(each), false, JSON.stringify(each).slice(0, 200));
});

const modes = [
  ['iptables', ['--kube-proxy-arg=proxy-mode=iptables']],
  ['ipvs', ['--kube-proxy-arg=proxy-mode=ipvs']],
  ['nftables', ['--kube-proxy-arg=proxy-mode=nftables']],
  ['none', ['--disable-kube-proxy']],
] as const;

for (const [kubeProxy, expected] of modes) {
  test(`kube-proxy ${kubeProxy} is ${expected}`, () => {
    const found = flagsOf({ kubeProxy }).filter((flag) => flag.includes('kube-proxy'));
    assert.deepEqual(found, expected);
  });
}

test('kube-proxy runs on agents too, and is told there', () => {
  assert.ok(flagsOf({ kubeProxy: 'nftables' }, 'agent:*').includes('--kube-proxy-arg=proxy-mode=nftables'));
  // A flag of the server alone: k3s's agent would end for it.
  assert.ok(!flagsOf({ kubeProxy: 'none' }, 'agent:*').includes('--disable-kube-proxy'));
  assert.deepEqual(
    flagsOf({ workers: 0 }, 'agent:*').filter((flag) => flag.startsWith('--kube-proxy')),
    [],
  );
});

test('before Kubernetes 1.31 nftables is behind a gate', () => {
  const gate = '--kube-proxy-arg=feature-gates=NFTablesProxyMode=true';
  assert.ok(flagsOf({ kubeProxy: 'nftables', kubernetes: '1.29' }).includes(gate));
  assert.ok(!flagsOf({ kubeProxy: 'nftables', kubernetes: '1.34' }).includes(gate));
});

test('the CNI, the ranges and the taint are flags of the server', () => {
  const flags = flagsOf({ cni: 'bridge', podCidr: '10.1.0.0/16', serviceCidr: '10.2.0.0/16' }, 'server:*');
  for (const flag of [
    '--flannel-backend=host-gw',
    '--disable-network-policy',
    '--cluster-cidr=10.1.0.0/16',
    '--service-cidr=10.2.0.0/16',
    '--cluster-dns=10.2.0.10',
    '--node-taint=node-role.kubernetes.io/control-plane:NoSchedule',
  ]) {
    assert.ok(flags.includes(flag), flag);
  }
  assert.ok(flagsOf({ cni: 'none' }).includes('--flannel-backend=none'));
  assert.ok(!flagsOf({ controlPlane: 'schedulable' }).some((flag) => flag.startsWith('--node-taint')));
});

test('nodes have the names and labels of the spec, and components its flags', () => {
  const changes = { labels: { worker02: { zone: 'b' } }, kubeletFlags: ['--max-pods=5'], apiServerFlags: ['--v=2'] };
  assert.deepEqual(configOf(changes).options.k3s.nodeLabels, [{ label: 'zone=b', nodeFilters: ['agent:1'] }]);
  assert.ok(flagsOf(changes, 'server:0').includes('--node-name=control-plane'));
  assert.ok(flagsOf(changes, 'agent:1').includes('--node-name=worker02'));
  assert.ok(flagsOf(changes, 'agent:*').includes('--kubelet-arg=max-pods=5'));
  assert.ok(flagsOf(changes, 'server:*').includes('--kube-apiserver-arg=v=2'));
  assert.equal(containerOf('abc123', 2), 'k3d-endstate-abc123-agent-1');
});

test('where a CNI is applied, k3s brings none, and every node has plugins of its own', () => {
  const spec = { ...defaultSpec, cni: 'calico', workers: 1 };
  const config = k3dConfig('abc123', spec, '', (index) => `/labs/abc123/cni-${index}`);
  assert.ok(valid(parse(stringify(config))), JSON.stringify(valid.errors));
  assert.deepEqual(config.volumes, [
    { volume: '/labs/abc123/cni-0:/opt/cni/bin', nodeFilters: ['server:0'] },
    { volume: '/labs/abc123/cni-1:/opt/cni/bin', nodeFilters: ['agent:0'] },
  ]);
  assert.ok(flagsOf({ cni: 'calico' }).includes('--flannel-backend=none'));
});

test('the image is of the release that the component manifest pins', () => {
  assert.equal(configOf({ kubernetes: '1.29' }).image, 'rancher/k3s:v1.29.0-k3s1');
});

test('registry mirrors become a registries.yaml of k3s', () => {
  assert.equal(registriesOf([]), undefined);
  assert.deepEqual(parse(registriesOf(mirrors) ?? ''), {
    mirrors: { 'registry.example': { endpoint: ['http://mirror.example:5000', 'https://registry.example'] } },
    configs: { 'mirror.example:5000': { tls: { insecure_skip_verify: true } } },
  });
});

const beyond: readonly (readonly [Partial<LabSpec>, RegExp])[] = [
  [{ cni: 'cilium' }, /not on k3d, where it is one of bridge, flannel, calico, kindnet, none/],
  [{ controlPlane: 'hidden' }, /registers as a node/],
  [{ hosts: [{ name: 'lb', attachments: [], roles: [] }] }, /no hosts/],
  [{ networks: [{ name: 'a', cidr: '10.0.0.0/24' }] }, /Docker’s/],
  [{ groups: { worker01: ['a'] } }, /no security groups/],
  [{ endToEndTests: true }, /own tests/],
  [{ apiServerPort: 443 }, /6443/],
];

for (const [changes, reason] of beyond) {
  test(`k3d makes no lab with ${Object.keys(changes)}, and says why`, () => {
    assert.match(beyondK3d({ ...defaultSpec, ...changes }) ?? 'it does', reason);
  });
}

test('what it can make is beyond none of its limits', () => {
  assert.equal(beyondK3d(defaultSpec), undefined);
  assert.equal(beyondK3d({ ...defaultSpec, kubeProxy: 'none', cni: 'none', workers: 0 }), undefined);
  assert.equal(beyondK3d({ ...defaultSpec, scheduler: 'adversary' }), undefined);
});
