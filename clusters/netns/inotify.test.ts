import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { test } from 'node:test';
import { freeInotifyInstances } from './inotify';

test('an instance of this process counts as used', { skip: process.platform !== 'linux' && 'needs Linux' }, () => {
  const before = freeInotifyInstances();
  const watchers = [watch(__dirname)]; // Node.js has one instance for all its watchers
  try {
    assert.ok(freeInotifyInstances() < before, `${freeInotifyInstances()} of ${before}`);
  } finally {
    for (const watcher of watchers) watcher.close();
  }
});
