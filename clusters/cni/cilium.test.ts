import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSpec } from '../lab';
import { planLab } from '../netns/plan';
import { cilium } from './cilium';
import { cilium112 } from './cilium-1.12';
import type { NodeCni } from './cni';

function contentOn(cni: NodeCni, path: string): string | undefined {
  const plan = planLab({ ...defaultSpec, cni: cni.name, kubeProxy: 'none' });
  const [node] = plan.nodes;
  const found = node && cni.files(plan, node, { kubeconfig: '' })[path];
  return found && 'content' in found ? found.content : undefined;
}

const agent = '/etc/service/cilium-agent/run';

test('each release is told in its own flags to replace kube-proxy, over VXLAN', () => {
  assert.match(contentOn(cilium, agent) ?? '', /--tunnel-protocol=vxlan.*--kube-proxy-replacement=true/s);
  assert.match(contentOn(cilium112, agent) ?? '', /--tunnel=vxlan.*--enable-node-port=true/s);
});

test('what 1.12 calls is there for it, with the debug information that it reads', () => {
  assert.match(contentOn(cilium112, '/usr/local/bin/clang') ?? '', /bin\/clang -gdwarf-4 "\$@"/);
  assert.match(contentOn(cilium112, '/usr/local/bin/llc') ?? '', /\/opt\/llvm\/usr\/bin\/llc "\$@"/);
  assert.doesNotMatch(contentOn(cilium, '/usr/local/bin/clang') ?? '', /dwarf/);
});

test('the agent of 1.12 finds the configuration that it lays down when it is ready', () => {
  const [, path = ''] = /--read-cni-conf=(\S+)/.exec(contentOn(cilium112, agent) ?? '') ?? [];
  assert.match(contentOn(cilium112, path) ?? '', /"type":"cilium-cni"/);
});
