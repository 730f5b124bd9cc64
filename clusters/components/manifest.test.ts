import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { BadInput } from '../../support/errors';
import { endToEndMinor } from './add-ons';
import { cilium112, cilium115 } from './cilium';
import { flannel, flannelPlugin } from './flannel';
import { kueue } from './kueue';
import {
  agnhost,
  caddy,
  cniPlugins,
  containerd,
  coredns,
  cyclonus,
  endToEnd,
  endToEndMinors,
  etcd,
  kind,
  kubeadm,
  kubeadmMinors,
  kubernetes,
} from './manifest';
import { kubernetesMinors, minorOf, pinnedMinor } from './minors';
import { goModules, type PinnedComponent } from './pinned';

const all: readonly PinnedComponent[] = [
  ...kubernetesMinors.map(kubernetes),
  etcd,
  containerd,
  cniPlugins,
  coredns,
  caddy,
  agnhost,
  cilium112,
  cilium115,
  cyclonus,
  ...endToEndMinors.map(endToEnd),
  ...kubeadmMinors.map(kubeadm),
  kind,
  flannel,
  flannelPlugin,
  kueue,
];

/** The module that each component is of. */
const modules: Record<string, string> = {
  kubernetes: 'k8s.io/kubernetes',
  kubeadm: 'k8s.io/kubernetes',
  kind: 'sigs.k8s.io/kind',
  agnhost: 'k8s.io/kubernetes',
  e2e: 'k8s.io/kubernetes',
  etcd: 'go.etcd.io/etcd/server/v3',
  containerd: 'github.com/containerd/containerd/v2',
  'cni-plugins': 'github.com/containernetworking/plugins',
  coredns: 'github.com/coredns/coredns',
  cilium: 'github.com/cilium/cilium',
  cyclonus: 'github.com/mattfenwick/cyclonus',
  caddy: 'github.com/caddyserver/caddy/v2',
  flannel: 'github.com/flannel-io/flannel',
  'flannel-plugin': 'github.com/containernetworking/plugins',
  kueue: 'sigs.k8s.io/kueue',
};

for (const component of all) {
  test(`${component.name} ${component.version}: go.mod, downloads and checks are of that version`, () => {
    const goMod = readFileSync(join(goModules, component.build.module, 'go.mod'), 'utf8');
    const required = goMod.match(
      new RegExp(`^(?:require )?\\s*${modules[component.name]} (v\\S+)(?: // indirect)?$`, 'm'),
    )?.[1];
    assert.equal(required, component.version);
    for (const { url, checksumUrl } of component.downloads) {
      assert.ok(url.includes(component.version), url);
      assert.equal(new URL(url).protocol, 'https:');
      assert.equal(new URL(checksumUrl).protocol, 'https:');
    }
    assert.ok(component.programs.length > 0);
  });
}

test('every Go module directory belongs to a component', () => {
  assert.deepEqual(readdirSync(goModules).sort(), [...new Set(all.map(({ build }) => build.module))].sort());
});

test('what is downloaded is the programs, one by one or in an archive', () => {
  for (const { programs, downloads, name } of all) {
    if (downloads.length === 0 || downloads.some(({ archive }) => archive)) continue;
    const files = downloads.map(({ url, program }) => program ?? basename(url));
    assert.deepEqual(files.sort(), programs.map((one) => one.name).sort(), name);
  }
});

test('a minor that is not pinned is refused with the nearest one', () => {
  assert.equal(pinnedMinor('1.29'), '1.29');
  assert.throws(
    () => pinnedMinor('1.35'),
    (error: unknown) => {
      assert.ok(error instanceof BadInput);
      assert.match(error.message, /1\.35.*\n.*write "1\.36" \(known: 1\.36, 1\.34, 1\.29\)/);
      return true;
    },
  );
});

test('what a kubelet does not know is not in its configuration', () => {
  const rotated = { containerLogMonitorInterval: '3s' };
  assert.deepEqual(minorOf('1.36').kubelet, { failCgroupV1: false, ...rotated });
  assert.deepEqual(minorOf('1.34').kubelet, rotated);
  assert.deepEqual(minorOf('1.29').kubelet, {});
  assert.throws(() => minorOf('1.35'), BadInput);
});

test('a minor without end-to-end tests is refused with the nearest one that has them', () => {
  assert.equal(endToEndMinor('1.34'), '1.34');
  assert.throws(() => endToEndMinor('1.29'), BadInput);
});
