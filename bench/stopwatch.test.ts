import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median } from './stopwatch';

test('the median of an odd number is the middle one, whatever the order', () => {
  assert.equal(median([9, 1, 5]), 5);
});

test('the median of an even number is the mean of the two in the middle', () => {
  assert.equal(median([4, 1, 9, 6]), 5);
});

test('there is no median of nothing', () => {
  assert.throws(() => median([]), /nothing was measured/);
});
