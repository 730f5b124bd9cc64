import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellAt } from './cell';
import { type ExpectedSkip, expectationOf, unused } from './skips';

const bridge = cellAt({ provider: 'netns', kubernetes: '1.34', cni: 'bridge', 'kube-proxy': 'iptables' });
const result = { uri: 'features/a.feature', name: 'it works (nftables)', outcome: 'skip', cell: bridge };
const entry = (changes: Partial<ExpectedSkip>): ExpectedSkip => ({
  feature: 'features/a.feature',
  reason: 'for a test',
  ...changes,
});

const entries: readonly (readonly [string, Partial<ExpectedSkip>, boolean])[] = [
  ['its feature', {}, true],
  ['another feature', { feature: 'features/b.feature' }, false],
  ['a part of its name', { name: '(nftables)' }, true],
  ['another name', { name: '(iptables)' }, false],
  ['its cell', { in: { cni: 'bridge', 'kube-proxy': ['ipvs', 'iptables'] } }, true],
  ['a cell that differs on one axis', { in: { cni: 'bridge', kubernetes: '1.29' } }, false],
  ['all cells but its own', { except: { cni: ['cilium', 'bridge'] } }, false],
  ['all cells but another one', { except: { cni: 'bridge', kubernetes: '1.29' } }, true],
];

for (const [what, changes, expected] of entries) {
  test(`an entry that names ${what} ${expected ? 'expects' : 'does not expect'} the skip`, () => {
    assert.equal(expectationOf([entry(changes)], result) !== undefined, expected);
    assert.equal(unused([entry(changes)], [result]).length, expected ? 0 : 1);
  });
}

test('in no cell nothing is expected to be skipped', () => {
  const { cell: _, ...alone } = result;
  assert.equal(expectationOf([entry({})], alone), undefined);
});
