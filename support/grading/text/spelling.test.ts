import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spellerOf } from './spelling';

const respelt = spellerOf(['Cilium', 'kube-proxy', 'Kubernetes', 'internalTrafficPolicy']);

test('a slip in a name is put right, wherever it stands', () => {
  for (const [seen, right] of [
    ['clilium and cillium', 'cilium and cilium'],
    ['ciliumn, ciluim', 'cilium, cilium'],
    ['kube-porxyがいない', 'kube-proxyがいない'],
    ['no kube prxy, no kubeproxi', 'no kube-proxy, no kube-proxy'],
    ['kuberenetes 1.29', 'kubernetes 1.29'],
    ['internaltraficpolicy: local', 'internaltrafficpolicy: local'],
    ['the internal trafic policy', 'the internaltrafficpolicy'],
  ] as const)
    assert.equal(respelt(seen), right);
});

test('what is another word stays, and so does what is right', () => {
  for (const text of [
    'cilium kube-proxy kube proxy kubeproxy kubernetes internal traffic policy',
    'externaltrafficpolicy',
    'calico, calcium, helium, ilium and silicium',
    'kubelet kubectl kubeadm kube-router',
    'a proxy, a kube, internal traffic',
    'quay.io/cilium/cilium:v1.12.17',
  ])
    assert.equal(respelt(text), text);
});
