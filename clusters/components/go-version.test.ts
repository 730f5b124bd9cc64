import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOlder, neededGo } from './go-version';

test('the version is the one of go.mod, to its patch release', () => {
  assert.equal(neededGo('module m\n\ngo 1.26.8\n'), '1.26.8');
  assert.equal(neededGo('module m\n\ngo 1.25\n'), '1.25');
});

test('an older one is not enough for the tool lines', () => {
  assert.equal(neededGo('module m\n\ngo 1.22.1\n'), '1.24');
  assert.equal(neededGo('module m\n'), '1.24');
});

test('versions are compared by number, place by place', () => {
  assert.ok(isOlder('1.9', '1.24'));
  assert.ok(isOlder('1.26.2', '1.26.8'));
  assert.ok(isOlder('1.26', '1.26.8'));
  assert.ok(!isOlder('1.26.8', '1.26.8'));
  assert.ok(!isOlder('1.27', '1.26.8'));
  assert.ok(!isOlder('2.0', '1.26'));
});
