import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { sampleBook } from './sample';
import { writeGradebook } from './write';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'endstate-marks-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the gradebook is written in every form, and nothing beside it', async () => {
  await writeGradebook(sampleBook(), folder);
  const names = ['index.html', 'junit.xml', 'marks.csv', 'marks.json', 'marks.md', 'sheet.csv'];
  assert.deepEqual(readdirSync(folder).sort(), names);
});

test('where one cannot be written, what was there stays, and the page is not newer than what it leads to', async () => {
  writeFileSync(join(folder, 'marks.json'), 'of before');
  writeFileSync(join(folder, 'index.html'), 'of before');
  mkdirSync(join(folder, 'marks.json.new'));
  await assert.rejects(writeGradebook(sampleBook(), folder));
  for (const name of ['marks.json', 'index.html']) assert.equal(readFileSync(join(folder, name), 'utf8'), 'of before');
});
