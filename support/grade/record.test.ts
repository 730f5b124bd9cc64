import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { keep, kept, type Record } from './record';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'endstate-record-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const record: Record = { hash: 'a', problemHash: 'p', broken: [], scenarios: [], tookMs: 1 };

test('what was judged is there for the next run', async () => {
  await keep(record, folder);
  assert.deepEqual(kept(folder, 'a', 'p'), record);
});

test('another answer of the name, or another problem, is judged anew', async () => {
  await keep(record, folder);
  assert.equal(kept(folder, 'b', 'p'), undefined);
  assert.equal(kept(folder, 'a', 'q'), undefined);
  assert.equal(kept(join(folder, 'nobody'), 'a', 'p'), undefined);
});

test('a file that is cut off, or of another shape, is judged anew', async () => {
  await keep(record, folder);
  for (const text of ['{"format": 1, "ha', '{}', JSON.stringify({ ...record, format: 2 })]) {
    writeFileSync(join(folder, 'judged.json'), text);
    assert.equal(kept(folder, 'a', 'p'), undefined);
  }
});
