import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { BadInput } from '../errors';
import { newProblem } from './new-problem';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-new-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const refused = (words: RegExp) => (error: unknown) => error instanceof BadInput && words.test(error.message);

test('a problem is laid out whole, in folders that were not there either', () => {
  newProblem(join(dir, 'contest/shop'));
  const files = readdirSync(join(dir, 'contest/shop'), { recursive: true, encoding: 'utf8' });
  for (const file of ['problem.yaml', 'shop.feature', 'README.md', 'answers/wrong/no-pods/expect.yaml'])
    assert.ok(files.includes(file), file);
  assert.deepEqual(readdirSync(join(dir, 'contest')), ['shop']);
});

test('a folder that is there stays as it is, an empty one too', () => {
  mkdirSync(join(dir, 'shop'));
  assert.throws(() => newProblem(join(dir, 'shop')), refused(/shop is there already\n {2}next: name a folder/));
  assert.deepEqual(readdirSync(join(dir, 'shop')), []);
});

test('where it cannot be made nothing half done is left', () => {
  writeFileSync(join(dir, 'file'), '');
  assert.throws(() => newProblem(join(dir, 'file/shop')), refused(/shop cannot be made/));
  assert.deepEqual(readdirSync(dir), ['file']);
  assert.ok(!existsSync(join(dir, 'shop')));
});
