import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

const root = join(__dirname, '../..');
const wol = join(root, 'features/ictsc2023-wol');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-pieces-'));
  // Answers that no lab is needed for.
  answer('team01', { 'report.md': 'Kubernetes is v1.29.0 there. Cilium has replaced kube-proxy.\n' });
  answer('team02', { 'report.md': 'Nothing.\n' });
  answer('team03', {});
});
afterEach(() => rmSync(dir, { recursive: true }));

function answer(name: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(dir, 'answers', name), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(dir, 'answers', name, path), text);
}

function endstate(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const argv = [join(root, 'bin/endstate.js'), ...words];
  const { JOB_COMPLETION_INDEX: _, ...own } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    cwd: dir,
    encoding: 'utf8',
    env: { ...own, ...env },
  });
  return { status, words: stdout + stderr };
}

const answers = ['answers/team01', 'answers/team02', 'answers/team03'];
const text = (path: string) => readFileSync(join(dir, path), 'utf8');
const withoutTimes = (path: string) =>
  text(path).replaceAll(/"(startedAt|wallMs)": .*|<p>\d{4}-\S+, [\d.a-z]+, (?=\d+ answers)/g, '');

function must(status: number, ...words: readonly string[]): string {
  const ended = endstate(words);
  assert.equal(ended.status, status, ended.words);
  return ended.words;
}

test('plan, run of each piece, merge: the marks of one grade over all, and the same once more', () => {
  must(0, 'plan', '--force', wol, ...answers.toReversed(), '--github');
  const plan = text('plan/plan.json');
  must(0, 'plan', '--force', wol, ...answers);
  assert.equal(text('plan/plan.json'), plan);
  assert.deepEqual(JSON.parse(text('plan/matrix.json')).include[2], { piece: 2, name: 'team03' });

  const pieces = ['0', '1', '2'];
  for (const piece of pieces) must(0, 'run', '--plan', 'plan/plan.json', '--piece', piece);
  const merge = ['merge', ...pieces.map((piece) => `marks/${piece}`), '--out', 'merged', '--plan', 'plan/plan.json'];
  must(0, ...merge);
  must(0, 'grade', '--force', wol, ...answers, '--out', 'whole');
  const files = ['marks.csv', 'sheet.csv', 'marks.md', 'junit.xml', 'answers/team03/judged.json'];
  for (const file of files) assert.equal(text(`merged/${file}`), text(`whole/${file}`), file);
  for (const file of ['marks.json', 'index.html'])
    assert.equal(withoutTimes(`merged/${file}`), withoutTimes(`whole/${file}`), file);

  const before = text('merged/marks.json');
  must(0, ...merge);
  assert.equal(text('merged/marks.json'), before);

  // A judge's word is not taken away, and what is missing is named.
  writeFileSync(join(dir, 'merged/answers/team01/confirmed.yaml'), '{}\n');
  assert.match(must(2, ...merge), /confirmed\.yaml would be lost/);
  assert.match(
    must(3, 'merge', 'marks/0', '--out', 'part', '--plan', 'plan/plan.json'),
    /piece 2 \(team03\): endstate/,
  );
  assert.match(must(2, 'merge', 'marks/0', '--out', 'marks'), /overlap/);
});

test('a piece is graded in the order of a Job, and only as it was planned', () => {
  must(0, 'plan', '--force', wol, ...answers, '--pieces', '2', '--out', 'p');
  const run = ['run', '--plan', 'p/plan.json'];
  const job = endstate([...run, '--out', 'm'], { JOB_COMPLETION_INDEX: '1' });
  assert.equal(job.status, 0, job.words);
  assert.match(text('m/marks.csv'), /^team02,/m);
  assert.match(must(2, ...run), /no piece is named/);
  appendFileSync(join(dir, 'answers/team02/report.md'), 'More.\n');
  assert.match(must(2, ...run, '--piece', '1'), /the answer answers\/team02 is not what was planned/);
  assert.equal(existsSync(join(dir, 'marks')), false);
});

test('words that do not go together are bad input', () => {
  assert.match(must(2, 'run', '--plan', 'x', '--tags', '@a'), /cannot be used with/);
  assert.match(must(2, 'run', '--piece', '1'), /of a plan/);
  const job = ['plan', '--force', wol, ...answers, '--kueue', '--image', 'x'];
  assert.match(must(2, ...job), /not below the folder/);
  assert.match(must(2, ...job.slice(0, -2)), /needs an image/);
  assert.match(must(2, 'plan', wol, ...answers, '--marks-claim', 'm'), /--marks-claim is of a Job/);
  assert.match(must(2, ...job, '--memory', '1.5Gi'), /whole number with its unit/);
  assert.equal(existsSync(join(dir, 'plan')), false);
  assert.match(must(2, 'merge', 'nowhere', '--out', 'm', '--plan', 'p', '--skips', 's'), /merge them apart/);
});
