import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSpec } from './lab';
import { sharesOf } from './width';

const spec = { ...defaultSpec, workers: 2 };
const free = { root: 128, controlPlane: 128, machines: 18, leases: Infinity };
const largest = (...args: Parameters<typeof sharesOf>) => Math.max(...sharesOf(...args));

test('a lab of containers takes more of a computer than one of namespaces', () => {
  assert.ok(largest([spec], free, 'kind') > largest([spec], free, 'netns'));
});

test('labs of kind side by side are as many as the processors and root’s inotify instances carry', () => {
  assert.equal(Math.floor(1 / largest([spec], { ...free, root: Infinity }, 'kind')), 3);
  assert.equal(Math.floor(1 / largest([spec], free, 'kind')), 2);
});

test('a cluster that is there once has one job at a time, whatever it is made of', () => {
  const one = { root: Infinity, controlPlane: Infinity, machines: Infinity, leases: 1 };
  assert.deepEqual(sharesOf([spec], one, 'existing'), [0, 0, 0, 1]);
});

test('a job takes what the largest of its labs takes, and none without a lab', () => {
  assert.deepEqual(sharesOf([spec, { ...spec, workers: 1 }], free, 'netns'), sharesOf([spec], free, 'netns'));
  assert.equal(largest([], free, 'netns'), 0);
  assert.ok(largest([spec], { ...free, controlPlane: 0 }, 'kind') < 1);
});
