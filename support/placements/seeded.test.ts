import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded, shuffled } from './seeded';

const items = [...'abcdefgh'];
const words = (seed: number) => shuffled(items, seeded(seed)).join('');

test('a seed decides the order, and another one another', () => {
  assert.equal(words(7), words(7));
  assert.notEqual(words(7), words(8));
  assert.deepEqual([...words(7)].sort(), items);
});

test('every item comes first about as often as any other', () => {
  const firsts = Array.from({ length: 8000 }, (_, seed) => words(seed)[0]);
  for (const item of items) {
    const times = firsts.filter((first) => first === item).length;
    assert.ok(times > 850 && times < 1150, `${item} ${times} times of 8000`);
  }
});
