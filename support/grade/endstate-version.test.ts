import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endstateVersion } from './endstate-version';

test('the same sources are one Endstate, by its version and a digest', () => {
  assert.match(endstateVersion(), /^\d+\.\d+\.\d+\+[0-9a-f]{12}$/);
  assert.equal(endstateVersion(), endstateVersion());
});
