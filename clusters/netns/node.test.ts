import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { nodeCnis } from '../cni/registry';
import { kubernetesMinors } from '../components/minors';
import { defaultSpec, type LabSpec } from '../lab';
import { nodeDisk } from './node';
import { createPki, type Pki } from './pki';
import { planLab } from './plan';

const configurations = [
  '/etc/containerd/config.toml',
  '/var/lib/kubelet/config.yaml',
  '/var/lib/kube-proxy/config.conf',
] as const;

let pki: Pki;
before(async () => {
  pki = await createPki(planLab(defaultSpec));
});

/** What containerd, the kubelet and kube-proxy of worker01 are told. */
function told(spec: LabSpec): Readonly<Record<string, string>> {
  const plan = planLab(spec);
  const worker = plan.nodes.find(({ name }) => name === 'worker01');
  assert.ok(worker);
  const disk = nodeDisk(plan, worker, pki, { cni: nodeCnis[spec.cni], canLowerOomScore: false });
  const content = (path: string) => {
    const file = disk[path];
    return file && 'content' in file ? file.content : '';
  };
  return Object.fromEntries(configurations.map((path) => [path, content(path)]));
}

for (const kubernetes of kubernetesMinors) {
  test(`Kubernetes ${kubernetes}: what the components of a node are told is the golden text`, () => {
    const texts = Object.entries(told({ ...defaultSpec, kubernetes, kubeProxy: 'nftables' }));
    const seen = texts.map(([path, text]) => `# ${path}\n${text}`).join('\n');
    const golden = join(__dirname, 'testdata', `node-${kubernetes}.golden.txt`);
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, seen);
    assert.equal(seen, readFileSync(golden, 'utf8'));
  });
}

test('the gate of a mode is set in that mode alone', () => {
  const spec = { ...defaultSpec, kubernetes: '1.29' };
  const text = (kubeProxy: LabSpec['kubeProxy']) => told({ ...spec, kubeProxy })['/var/lib/kube-proxy/config.conf'];
  assert.match(text('nftables') ?? '', /NFTablesProxyMode: true/);
  assert.doesNotMatch(text('iptables') ?? '', /NFTablesProxyMode/);
});
