import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSpec } from '../../clusters/lab';
import { BadInput } from '../errors';
import { requireAdversary } from './placements';
import type { World } from './world';

const world = (scheduler: 'stock' | 'adversary') => ({ spec: { ...defaultSpec, scheduler } }) as World;

test('a cluster whose scheduler cannot be steered is refused before it is made', () => {
  assert.throws(
    () => requireAdversary(world('stock')),
    (error) => {
      assert.ok(error instanceof BadInput);
      assert.match(error.message, /\| scheduler \| adversary \|/);
      return true;
    },
  );
  requireAdversary(world('adversary'));
});
