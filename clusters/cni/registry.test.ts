import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeProxyMode } from '../lab';
import { cnis, whyNotOn, whyNotTogether } from './registry';

const together = (cni: string, kubeProxy: KubeProxyMode, kubernetes = '1.34') =>
  whyNotTogether({ cni, kubeProxy, kubernetes });

test('a kube-proxy mode that a CNI does not go with is named, with those it goes with, and why', () => {
  assert.equal(together('cilium', 'none'), undefined);
  assert.equal(together('none', 'ipvs'), undefined);
  assert.match(together('cilium', 'ipvs') ?? '', /goes with kube-proxy iptables, nftables, none, not with ipvs$/);
  assert.match(
    together('cilium-1.12', 'iptables') ?? '',
    /kube-proxy none, not with iptables: .* not tried beside one$/,
  );
});

test('a Kubernetes that a CNI does not go with is named, with who says so', () => {
  assert.equal(together('calico', 'iptables', '1.29'), undefined);
  assert.equal(
    together('calico', 'iptables'),
    'CNI calico goes with Kubernetes 1.29, not with 1.34: Calico 3.29 is tested by its makers on Kubernetes 1.29 to 1.32',
  );
});

test('a provider that cannot have a CNI is named, with those that can, and with what it has', () => {
  assert.equal(whyNotOn('kind', 'flannel'), undefined);
  assert.equal(whyNotOn('netns', 'none'), undefined);
  assert.equal(
    whyNotOn('netns', 'calico'),
    'CNI calico is had on kind, k3d, not on netns, where it is one of bridge, ptp, bgp, cilium, cilium-1.12, none',
  );
});

test('every CNI is had somewhere', () => {
  for (const { name, providers } of Object.values(cnis)) assert.ok(providers.length > 0, name);
});
