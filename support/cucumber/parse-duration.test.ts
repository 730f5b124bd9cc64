import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../errors';
import { parseDuration } from './parse-duration';

test('durations are read in each unit', () => {
  assert.deepEqual(['500ms', '60s', '1.5m', '2 h'].map(parseDuration), [500, 60_000, 90_000, 7_200_000]);
});

test('an unknown unit is refused with the nearest known one', () => {
  assert.throws(
    () => parseDuration('60sec'),
    (error) => error instanceof BadInput && /unit of time "sec".*write "s"/s.test(error.message),
  );
});

test('words that are no duration are refused', () => {
  assert.throws(() => parseDuration('soon'), BadInput);
});
