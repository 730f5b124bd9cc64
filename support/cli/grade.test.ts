import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

const root = join(__dirname, '../..');
const wol = join(root, 'features/ictsc2023-wol');
const report = 'Kubernetes is v1.29.0 there. Cilium has replaced kube-proxy.\n';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-grade-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** An answer that no lab is needed for. */
function answer(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(dir, name, path, '..'), { recursive: true });
    writeFileSync(join(dir, name, path), text);
  }
  return join(dir, name);
}

/** Whether the problem is verified is no question here: support/grade has tests of it. */
function grade(...words: readonly string[]) {
  const argv = ['bin/endstate.js', 'grade', ...words, '--out', join(dir, 'marks'), '--force'];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8' });
  return { status, stdout, words: stdout + stderr };
}

interface Written {
  readonly answers: readonly {
    readonly answer: string;
    readonly marks: { readonly total: number; readonly broken: readonly { readonly rule: string }[] };
  }[];
}

function totals(): Readonly<Record<string, number>> {
  const { answers } = JSON.parse(readFileSync(join(dir, 'marks/marks.json'), 'utf8')) as Written;
  return Object.fromEntries(answers.map(({ answer: name, marks }) => [name, marks.total]));
}

test('answers are marked: by their text, by the rules they break, and one that cannot be read beside the others', () => {
  const text = answer('text', { 'report.md': report });
  const breaks = answer('breaks', { 'report.md': report, 'manifests/role.yaml': 'kind: ClusterRole\n' });
  cpSync(join(wol, 'answers/right/policy-removed/manifests'), join(breaks, 'disk'), { recursive: true });
  const empty = answer('empty', {});
  mkdirSync(empty);
  const { status, words } = grade(wol, text, breaks, empty);
  assert.equal(status, 0, words);
  assert.deepEqual(totals(), { text: 100, breaks: 0, empty: 0 });
  assert.match(words, /breaks: rule parts \(disk/);
  assert.match(words, /empty: rule archive/);
});

test('what a judge confirms counts from then on, and a word too much in it is bad input', () => {
  const text = answer('text', { 'report.md': report });
  grade(wol, text);
  const file = join(dir, 'marks/answers/text/confirmed.yaml');
  const example = readFileSync(`${file}.example`, 'utf8');
  assert.match(example, /^answer: [0-9a-f]{64}\n# first-method: /m);
  writeFileSync(file, `${example}policy-not-implemented: { points: 40, judge: Mika, comment: nearly }\n`);
  assert.equal(grade(wol, text).status, 0);
  assert.deepEqual(totals(), { text: 140 });
  answer('text', { 'report.md': `${report}\nSo it works.\n` });
  const mended = grade(wol, text);
  assert.deepEqual(totals(), { text: 100 });
  assert.match(mended.words, /text: confirmed for another answer \(sha256 [0-9a-f]{12}…\), not counted/);
  writeFileSync(file, 'policy-not-implemented: { points: 400, judge: Mika }\n');
  const { status, words } = grade(wol, text);
  assert.equal(status, 2);
  assert.match(words, /policy-not-implemented is worth 100 points, not 400/);
});

test('a mended answer of the same name is marked anew', () => {
  const text = answer('text', { 'report.md': report });
  grade(wol, text);
  answer('text', { 'report.md': 'Nothing.\n' });
  grade(wol, text);
  assert.deepEqual(totals(), { text: 0 });
});

test('answers that come one by one are shown together, and the status is about those that are named', () => {
  const early = answer('early', { 'report.md': report });
  const late = answer('late', { 'report.md': 'Nothing.\n' });
  const empty = answer('empty', {});
  mkdirSync(empty);
  grade(wol, early, empty);
  rmSync(early, { recursive: true });
  const { words } = grade(wol, late);
  assert.deepEqual(totals(), { late: 0, early: 100, empty: 0 });
  assert.match(words, /on record, and not named in this command: early, empty/);
});

test('what is on record of another state of the problem, or of another Endstate, is named and not shown', () => {
  const early = answer('early', { 'report.md': report });
  const late = answer('late', { 'report.md': report });
  grade(wol, early);
  const file = join(dir, 'marks/answers/early/judged.json');
  const of = (endstate: string) =>
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), endstate }));
  of('0.0.1+another');
  assert.match(grade(wol, late).words, /on record and not shown: .*: early\n/);
  assert.deepEqual(totals(), { late: 100 });
  assert.match(grade(wol, early).words, /judged anew, since the problem or Endstate has changed: early/);
  assert.deepEqual(totals(), { early: 100, late: 100 });
});

test('an answer that only labs can judge is not judged by tags that no scenario has', () => {
  const right = join(wol, 'answers/right/policy-removed');
  const { status, words } = grade(wol, right, '--tags', '@iptabels');
  assert.equal(status, 2, words);
  assert.match(words, /no scenario of the end state has these tags/);
});

test('an answer may be called as a file of the marks', () => {
  const named = answer('marks.json', { 'report.md': report });
  assert.equal(grade(wol, named).status, 0);
  assert.deepEqual(totals(), { 'marks.json': 100 });
});

test('what cannot be read is bad input before anything is written', () => {
  const text = answer('text', { 'report.md': report });
  for (const [argv, expected] of [
    [[join(dir, 'nowhere'), text], /there is no problem/],
    [[wol, join(dir, 'nobody')], /nobody/],
    [[wol, text, answer('other/text', { 'report.md': report })], /two answers are called text/],
    [[join(root, 'features/network'), text], /problem\.yaml/],
    [[wol, dir], /overlap/],
  ] as const) {
    const { status, words } = grade(...argv);
    assert.equal(status, 2, words);
    assert.match(words, expected);
    assert.throws(() => readFileSync(join(dir, 'marks/marks.json')));
  }
});
