import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(__dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'endstate-verify-'));
const problem = join(scratch, 'impatient');
const stamp = join(problem, 'verified.json');
const wrong = 'answers/wrong/other-setting/runtime/control-plane.yaml';
cpSync(join(__dirname, 'testdata/impatient'), problem, { recursive: true });
after(() => rmSync(scratch, { recursive: true }));

function endstate(...words: readonly string[]) {
  const argv = ['bin/endstate.js', ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8' });
  return { status, words: stdout + stderr };
}
const verify = (...words: readonly string[]) =>
  endstate('verify', problem, '--reports', join(scratch, 'reports'), ...words);

/** An answer that breaks a rule: no lab is needed for its marks. */
function grade(name: string, ...words: readonly string[]) {
  const answer = join(scratch, 'team01');
  mkdirSync(join(answer, 'manifests'), { recursive: true });
  writeFileSync(join(answer, 'manifests/a.yaml'), 'kind: Namespace\n');
  const out = join(scratch, name);
  return { out, ...endstate('grade', problem, answer, '--out', out, ...words) };
}

test('without a stamp no answer is graded, but by force, which every page says', () => {
  const refused = grade('refused');
  assert.equal(refused.status, 2, refused.words);
  assert.match(refused.words, /is not verified: it has no verified\.json that can be read\n {2}next: endstate verify /);
  assert.ok(!existsSync(refused.out));
  const forced = grade('forced', '--force');
  assert.equal(forced.status, 0, forced.words);
  for (const page of ['marks.json', 'marks.md', 'index.html', 'junit.xml'])
    assert.match(readFileSync(join(forced.out, page), 'utf8'), /the problem was not verified/, page);
});

test('a problem that is sound is stamped, and graded by until it changes', () => {
  const { status, words } = verify();
  assert.equal(status, 0, words);
  for (const row of [
    /^the problem +sound +\d+\/\d+ /m,
    /^the broken state +green +1\/1 /m,
    /^nothing changed +red +1\/1 /m,
    /^answers\/right\/typed +green +1\/1 /m,
    /^answers\/wrong\/other-setting +red +1\/1 /m,
  ])
    assert.match(words, row);
  assert.match(words, /impatient is sound\n.*verified\.json is written/);
  const graded = grade('graded');
  assert.equal(graded.status, 0, graded.words);
  assert.doesNotMatch(readFileSync(join(graded.out, 'marks.json'), 'utf8'), /verified/);
});

test('one whose wrong answer is right is not sound, and its stamp stands for nothing', () => {
  cpSync(join(problem, 'answers/right/typed/runtime/control-plane.yaml'), join(problem, wrong));
  const before = readFileSync(stamp, 'utf8');
  const { status, words } = verify('--tags', '@end');
  assert.equal(status, 1, words);
  assert.match(words, /^answers\/wrong\/other-setting +not red as it says +0\/1 /m);
  assert.match(words, /the wrong answer answers\/wrong\/other-setting was judged right/);
  assert.match(words, /impatient is not sound\n$/);
  assert.equal(readFileSync(stamp, 'utf8'), before);
  const graded = grade('outdated');
  assert.equal(graded.status, 2, graded.words);
  assert.match(graded.words, /changed since it was verified: answers\/wrong\/other-setting\n/);
});
