import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { test } from 'node:test';
import { defaultSpec, type LabSpec } from '../lab';
import { freeInotifyInstances, inotifyInstancesOf } from './inotify';

test('an instance of this process counts as used', { skip: process.getuid?.() !== 0 && 'needs root' }, () => {
  const before = freeInotifyInstances().root;
  const watchers = [watch(__dirname)]; // Node.js has one instance for all its watchers
  try {
    const { root } = freeInotifyInstances();
    assert.ok(root < before, `${root} of ${before}`);
  } finally {
    for (const watcher of watchers) watcher.close();
  }
});

test('five labs of two workers fit into the default limit; every host counts', () => {
  const rootsOf = (spec: LabSpec) => inotifyInstancesOf(spec).root;
  assert.ok(5 * rootsOf(defaultSpec) <= 128);
  const host = { name: 'host01', attachments: [], roles: [] };
  assert.ok(rootsOf({ ...defaultSpec, hosts: [host] }) > rootsOf(defaultSpec));
  assert.ok(rootsOf({ ...defaultSpec, controlPlane: 'hidden' }) < rootsOf(defaultSpec));
});
