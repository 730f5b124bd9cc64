import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../support/exec/exec';
import { kernelObjects, moreThan } from './kernel-objects';

test('what there is more of is named, what there is less of is not', () => {
  const before = { namespaces: 8, links: 2, mounts: 30 };
  assert.deepEqual(moreThan(before, { namespaces: 10, links: 2, mounts: 29 }), ['2 namespaces']);
  assert.deepEqual(moreThan(before, before), []);
});

test('counts this computer: a process, a link and a mount at least', () => {
  const { namespaces, links, mounts } = kernelObjects();
  assert.ok(namespaces >= 7 && links >= 1 && mounts >= 3, JSON.stringify({ namespaces, links, mounts }));
});

test('a namespace of its own counts', { skip: process.getuid?.() !== 0 && 'needs root' }, async () => {
  const before = kernelObjects();
  const count = `require('ts-node/register'); const k = require('${__dirname}/kernel-objects.ts'); console.log(k.kernelObjects().namespaces)`;
  const { stdout } = await run(['unshare', '--uts', process.execPath, '-e', count]);
  assert.ok(Number(stdout) > before.namespaces, stdout);
});
