import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { labOfFeature } from './feature-rows';

const features = join(__dirname, '../../features');

test('a cluster of a table, with what surrounds it', () => {
  const lab = labOfFeature(join(features, 'hard-way/node-not-ready/node-not-ready.feature'));
  assert.equal(lab.inventory, undefined);
  assert.deepEqual(
    lab.around.hosts.map(({ name }) => name),
    ['router', 'lb'],
  );
});

test('a cluster of an inventory: its folder, and the rows beside it', () => {
  const { inventory, rows } = labOfFeature(join(features, 'ictsc2024-isi/isi.feature'));
  assert.equal(inventory, join(features, 'ictsc2024-isi/inventory'));
  assert.deepEqual(rows, [['gateway', '192.168.100.1']]);
});
