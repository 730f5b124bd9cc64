import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quantity } from './nodes';

test('amounts as the API writes them', () => {
  assert.equal(quantity('2'), 2);
  assert.equal(quantity('1930m'), 1.93);
  assert.equal(quantity('24684092Ki'), 24684092 * 1024);
  assert.equal(quantity('16Gi'), 16 * 2 ** 30);
  assert.ok(Number.isNaN(quantity('much')));
  assert.ok(Number.isNaN(quantity('2 cores')));
});
