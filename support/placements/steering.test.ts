import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Steerable, steeringsOf } from './steering';

const workload = (replicas: number, reach: string, claimed = false): Steerable => ({
  replicas,
  reach: [...reach],
  claimed,
});
const words = (workloads: readonly Steerable[], limit = 100) =>
  steeringsOf(workloads, limit).map((steering) => steering.map((aim) => aim.join('')).join(' '));

test('every combination of one node and of nodes in turn, those first that show most', () => {
  assert.deepEqual(words([workload(3, 'xy', true), workload(3, 'xy')]), [
    'xyx xxx',
    'xyx yyy',
    'xyx xyx',
    'xxx xxx',
    'xxx yyy',
    'xxx xyx',
    'yyy xxx',
    'yyy yyy',
    'yyy xyx',
  ]);
});

test('a single pod, and pods that go to one node only, are not drawn in turn', () => {
  assert.deepEqual(words([workload(1, 'xy')]), ['x', 'y']);
  assert.deepEqual(words([workload(3, 'x', true), workload(2, 'y')]), ['xxx yy']);
});

test('nothing to steer is one way to start', () => {
  assert.deepEqual(steeringsOf([], 100), [[]]);
});

test('over the limit, nodes in turn are left out', () => {
  const two = [workload(2, 'xy'), workload(2, 'xy')];
  assert.equal(words(two, 9).length, 9);
  assert.deepEqual(words(two, 8), ['xx xx', 'xx yy', 'yy xx', 'yy yy']);
});

test('over the limit even so, every two are together on each node and apart on each two', () => {
  const steerings = steeringsOf(
    Array.from({ length: 7 }, () => workload(1, 'xyz')),
    100,
  );
  assert.ok(steerings.length <= 100, `${steerings.length} steerings`);
  for (let a = 0; a < 7; a++) {
    for (let b = a + 1; b < 7; b++) {
      const seen = new Set(steerings.map((steering) => `${steering[a]}${steering[b]}`));
      assert.equal(seen.size, 9, `${a} and ${b}: ${[...seen]}`);
    }
  }
});
