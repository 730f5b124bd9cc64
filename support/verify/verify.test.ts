import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

const root = join(__dirname, '../..');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-verify-'));
  cpSync(join(__dirname, 'testdata/impatient'), join(dir, 'impatient'), { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

function verify(...words: readonly string[]) {
  const argv = ['bin/endstate.js', 'verify', join(dir, 'impatient'), '--reports', join(dir, 'reports'), ...words];
  const env = { ...process.env, ENDSTATE_STATE: join(dir, 'labs') };
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: root, env, encoding: 'utf8' });
  assert.ok(!existsSync(join(dir, 'labs')), 'no lab was made');
  assert.ok(!existsSync(join(dir, 'impatient/verified.json')));
  return { status, words: stdout + stderr };
}

test('a defect that needs no lab ends it, and stands in the reports', () => {
  rmSync(join(dir, 'impatient/answers/wrong'), { recursive: true });
  const { status, words } = verify();
  assert.equal(status, 1, words);
  assert.match(words, /there is none below answers\/wrong/);
  assert.match(words, /^the problem +fails +\d\/\d /m);
  assert.match(words, /impatient is not sound\n$/);
  assert.match(readFileSync(join(dir, 'reports/junit.xml'), 'utf8'), /<failure message="there is none below/);
});

test('what cannot be run is bad input, in the words of endstate run', () => {
  const feature = join(dir, 'impatient/impatient.feature');
  writeFileSync(feature, readFileSync(feature, 'utf8').replace('I apply the answer', 'I apply teh answer'));
  const { status, words } = verify();
  assert.equal(status, 2, words);
  assert.match(words, /the problem cannot be run[\s\S]*I apply teh answer\n.*no step says this/);
});

test('tags that no scenario has verify nothing', () => {
  const { status, words } = verify('--tags', '@nobody');
  assert.equal(status, 2, words);
  assert.match(words, /no scenario of the problem has these tags/);
});
