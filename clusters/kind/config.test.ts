import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { defaultSpec, type LabSpec } from '../lab';
import { type ConfigOptions, kindConfig } from './config';

const options: ConfigOptions = {
  id: 'abc123',
  image: 'endstate/node:v1.34.1',
  apiPort: 40000,
  tags: { etcd: '3.6.8-0', coredns: 'v1.14.1' },
  mountsOf: (name) => [{ hostPath: `/labs/abc123/${name}`, containerPath: '/var/lib/containerd', readOnly: false }],
};

const rich: LabSpec = {
  ...defaultSpec,
  workers: 1,
  controlPlane: 'schedulable',
  kubeProxy: 'nftables',
  podCidr: '10.1.0.0/16',
  serviceCidr: '10.2.0.0/16',
  podPrefix: 26,
  labels: { worker01: { 'worker-id': '1' } },
  apiServerFlags: ['--service-node-port-range=30000-30010', '--profiling'],
  kubeletFlags: ['--max-pods=20'],
  scheduler: 'adversary',
};

/** `UPDATE=1` writes the golden file anew. */
test('a spec becomes what kind reads: networking, labels, mounts, flags through kubeadm', () => {
  const file = join(__dirname, 'testdata', 'kind.yaml');
  const written = kindConfig(rich, options);
  if (process.env.UPDATE) writeFileSync(file, written);
  assert.equal(written, readFileSync(file, 'utf8'));
});

test('kubeadm’s own tags stay where the images are the published ones', () => {
  const { tags: _, ...published } = options;
  const [patch] = parse(kindConfig(defaultSpec, published)).kubeadmConfigPatches;
  assert.deepEqual([parse(patch).etcd, parse(patch).dns], [undefined, undefined]);
});

test('from Kubernetes 1.36 on flags are a list of names and values', () => {
  const [patch] = parse(kindConfig({ ...rich, kubernetes: '1.36', kubeletFlags: [] }, options)).kubeadmConfigPatches;
  assert.deepEqual(parse(patch).apiServer.extraArgs, [
    { name: 'service-node-port-range', value: '30000-30010' },
    { name: 'profiling', value: 'true' },
  ]);
});
