import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shardOf } from './shard';

function shardsOf(items: readonly number[], count: number): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, at) => shardOf(items, { index: at + 1, count }));
}

test('each item is in exactly one shard, in order, and shards differ by one at most', () => {
  for (let length = 0; length <= 40; length++) {
    const items = Array.from({ length }, (_, at) => at);
    for (let count = 1; count <= 12; count++) {
      const shards = shardsOf(items, count);
      assert.deepEqual(
        shards.flat().toSorted((a, b) => a - b),
        items,
        `${length} in ${count}`,
      );
      for (const shard of shards)
        assert.deepEqual(
          shard,
          shard.toSorted((a, b) => a - b),
        );
      const sizes = shards.map((shard) => shard.length);
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, `${length} in ${count}: ${sizes}`);
    }
  }
});

test('the same list gives the same shards, and neighbours come apart', () => {
  assert.deepEqual(shardsOf([1, 2, 3, 4, 5], 2), [
    [1, 3, 5],
    [2, 4],
  ]);
});
