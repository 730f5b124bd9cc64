import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { test } from 'node:test';
import { defaultSpec } from '../lab';
import { freeInotifyInstances, inotifyInstancesOf } from './inotify';

test('an instance of this process counts as used', { skip: process.platform !== 'linux' && 'needs Linux' }, () => {
  const before = freeInotifyInstances();
  const watchers = [watch(__dirname)]; // Node.js has one instance for all its watchers
  try {
    assert.ok(freeInotifyInstances() < before, `${freeInotifyInstances()} of ${before}`);
  } finally {
    for (const watcher of watchers) watcher.close();
  }
});

test('three labs of two workers fit into the default limit; every host counts', () => {
  assert.ok(3 * inotifyInstancesOf(defaultSpec) <= 128);
  const host = { name: 'host01', attachments: [], roles: [] };
  assert.ok(inotifyInstancesOf({ ...defaultSpec, hosts: [host] }) > inotifyInstancesOf(defaultSpec));
  assert.ok(inotifyInstancesOf({ ...defaultSpec, controlPlane: 'hidden' }) < inotifyInstancesOf(defaultSpec));
});
