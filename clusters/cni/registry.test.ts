import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyNotTogether } from './registry';

test('a kube-proxy mode that a CNI does not go with is named, with those it goes with, and why', () => {
  assert.equal(whyNotTogether('cilium', 'none'), undefined);
  assert.equal(whyNotTogether('none', 'ipvs'), undefined);
  assert.match(whyNotTogether('cilium', 'ipvs') ?? '', /goes with kube-proxy iptables, nftables, none, not with ipvs$/);
  assert.match(
    whyNotTogether('cilium-1.12', 'iptables') ?? '',
    /kube-proxy none, not with iptables: .* not tried beside one$/,
  );
});
