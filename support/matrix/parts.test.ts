import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../errors';
import { missingParts, type Part } from './parts';

function part(cell: string, shard?: string): Part {
  const [index = 0, count = 0] = (shard ?? '').split('/').map(Number);
  return { cell, where: `reports/${cell}-${shard ?? 'whole'}`, ...(shard ? { shard: { index, count } } : {}) };
}

test('whole cells lack nothing', () => {
  assert.deepEqual(missingParts([part('a'), part('b', '1/2'), part('b', '2/2')], []), []);
  assert.deepEqual(missingParts([part('a')], [{ id: 'a' }]), []);
});

test('a shard that nobody reported is named, and so is a planned cell', () => {
  assert.deepEqual(missingParts([part('a', '1/3'), part('a', '3/3')], []), [{ cell: 'a', shard: '2/3' }]);
  const planned = ['1/2', '2/2'].flatMap((shard) => ['a', 'b'].map((id) => ({ id, shard })));
  assert.deepEqual(missingParts([part('a', '1/2')], planned), [{ cell: 'b' }, { cell: 'a', shard: '2/2' }]);
});

test('runs of no cell have shards too', () => {
  assert.deepEqual(missingParts([part('', '2/2')], []), [{ cell: '', shard: '1/2' }]);
});

const misfits: readonly (readonly [readonly Part[], RegExp])[] = [
  [[part('a'), part('a')], /reports\/a-whole and reports\/a-whole are reports of the same: cell a/],
  [[part('a', '1/2'), part('a', '2/2'), part('a', '2/2')], /shard 2\/2 of cell a/],
  [[part('a', '1/2'), part('a', '2/3')], /split differently: shard 1\/2 of cell a, shard 2\/3 of cell a/],
  [[part('a', '1/2'), part('a')], /split differently/],
];

for (const [parts, words] of misfits) {
  test(`${parts.map(({ where }) => where).join(', ')} do not fit together`, () => {
    assert.throws(
      () => missingParts(parts, []),
      (error) => error instanceof BadInput && words.test(error.message),
    );
  });
}
