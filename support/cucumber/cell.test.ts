import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSpec } from '../../clusters/lab';
import type { Row } from '../../clusters/spec-rows';
import { noSurroundings } from '../../clusters/topology';
import { BadInput, NotApplicable } from '../errors';
import { type Cell, cellAt } from '../matrix/cell';
import { requireInCell, requireNeeds, specInCell } from './cell';
import type { World } from './world';

const cell = cellAt({ provider: 'netns', kubernetes: '1.29', cni: 'cilium', 'kube-proxy': 'none' });

function specOfRows(rows: readonly Row[], job: { readonly cell?: Cell } = { cell }) {
  return specInCell({ around: noSurroundings, parameters: { job } } as unknown as World, rows);
}

test('what a table leaves open is the cell’s', () => {
  const { kubernetes, cni, kubeProxy, workers } = specOfRows([['workers', '1']]);
  assert.deepEqual([kubernetes, cni, kubeProxy, workers], ['1.29', 'cilium', 'none', 1]);
});

test('what a table says stays, and without a cell the defaults do', () => {
  assert.equal(specOfRows([['cni', 'cilium']]).kubeProxy, 'none');
  assert.equal(specOfRows([['kubernetes', 'v1.29.0']]).kubernetes, '1.29');
  const { kubernetes, cni, kubeProxy } = specOfRows([['cni', 'ptp']], {});
  assert.deepEqual([kubernetes, cni, kubeProxy], [defaultSpec.kubernetes, 'ptp', defaultSpec.kubeProxy]);
});

const others: readonly (readonly [Row, RegExp])[] = [
  [['kube-proxy', 'nftables'], /^it asks for kube-proxy nftables, and cell netns-1\.29-cilium-none is another$/],
  // With the cell's Cilium it could not be: it is for another cell, and not wrong.
  [['kube-proxy', 'ipvs'], /asks for kube-proxy ipvs/],
  [['cni', 'bridge'], /asks for CNI bridge/],
  [['kubernetes', '1.34'], /asks for Kubernetes 1\.34/],
];

for (const [row, reason] of others) {
  test(`a table with ${row.join(' ')} is for another cell`, () => {
    assert.throws(() => specOfRows([row]), refusal(NotApplicable, reason));
  });
}

test('a table that is wrong by itself is bad input in every cell, not a skip', () => {
  assert.throws(() => specOfRows([['cni', 'brige']]), refusal(BadInput, /unknown CNI "brige"/));
  assert.throws(
    () =>
      specOfRows([
        ['pod CIDR', '10.244.0.0/16'],
        ['service CIDR', '10.244.0.0/18'],
      ]),
    refusal(BadInput, /overlap/),
  );
});

test('an inventory says all it says', () => {
  assert.throws(() => requireInCell({ ...defaultSpec, cni: 'ptp' }, cell), refusal(NotApplicable, /CNI ptp/));
  requireInCell({ kubernetes: '1.29', cni: 'cilium', kubeProxy: 'none' }, cell);
});

test('a scenario that needs NetworkPolicy gets no CNI without it', () => {
  const needs = (cni: string, inCell?: Cell) =>
    requireNeeds({ ...defaultSpec, cni }, ['@needs-network-policy'], inCell);
  needs('cilium');
  needs('cilium', cell);
  assert.throws(() => needs('bridge', cell), refusal(NotApplicable, /CNI bridge enforces no NetworkPolicy/));
  assert.throws(() => needs('bridge'), refusal(BadInput, /give its cluster one that does: .*cilium/s));
  requireNeeds({ ...defaultSpec, cni: 'bridge' }, ['@else'], cell);
});

function refusal(type: typeof BadInput | typeof NotApplicable, words: RegExp) {
  return (error: unknown) => error instanceof type && words.test(error.message);
}
