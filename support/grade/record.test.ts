import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { keep, kept, type Record, standsOn } from './record';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'endstate-record-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ground = { problemHash: 'p', endstate: 'e' };
const record: Record = { answer: 'x', hash: 'a', ...ground, broken: [], scenarios: [], tookMs: 1 };

test('what was judged is there for the next run', async () => {
  await keep(record, folder);
  assert.deepEqual(kept(folder), record);
  assert.equal(kept(join(folder, 'nobody')), undefined);
});

test('another problem, or another Endstate, is another ground', () => {
  assert.equal(standsOn(record, ground), true);
  assert.equal(standsOn(record, { ...ground, problemHash: 'q' }), false);
  assert.equal(standsOn(record, { ...ground, endstate: 'f' }), false);
});

test('a file that is cut off, or of another shape, is judged anew', async () => {
  await keep(record, folder);
  for (const text of ['{"format": 2, "ha', '{}', JSON.stringify({ ...record, format: 1 })]) {
    writeFileSync(join(folder, 'judged.json'), text);
    assert.equal(kept(folder), undefined);
  }
});
