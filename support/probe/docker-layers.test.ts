import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMadeOn } from './docker';

test('an image is made on another one if it begins with all of its layers, in their order', () => {
  assert.ok(isMadeOn(['a', 'b', 'c'], ['a', 'b']));
  assert.ok(isMadeOn(['a'], ['a']));
  assert.ok(!isMadeOn(['a', 'b'], ['b']));
  assert.ok(!isMadeOn(['a', 'b'], ['b', 'a']));
  assert.ok(!isMadeOn(['a'], ['a', 'b']));
});

test('nothing is made on an image without layers', () => assert.ok(!isMadeOn(['a'], [])));
