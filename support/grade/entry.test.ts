import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { readAnswer } from '../answers/read-answer';
import { Inconclusive } from '../errors';
import { readEntries, runnable } from './entry';
import { unreadOf } from './graded';
import { gradedProblem } from './problem-folder';
import { keep, kept } from './record';

const features = join(__dirname, '../../features');
const wol = gradedProblem(join(features, 'ictsc2023-wol'), '');
const right = join(features, 'ictsc2023-wol/answers/right');

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'endstate-entry-'));
});
afterEach(() => rmSync(out, { recursive: true }));

test('a reader that dies leaves its own answer inconclusive, and no other', async () => {
  const paths = ['policy-removed', 'policy-cluster'].map((name) => join(right, name));
  const dead: typeof readAnswer = (path) =>
    basename(path) === 'policy-removed'
      ? Promise.reject(new Inconclusive({ what: 'the process ended without a word' }))
      : readAnswer(path);
  const [unread, read] = await readEntries(paths, wol, out, { read: dead });
  assert.ok(unread && read);
  assert.deepEqual([unread.unread, unread.hash, runnable(unread)], ['the process ended without a word', '', []]);
  assert.deepEqual([read.unread, runnable(read).length], [undefined, 1]);
  const { marks } = unreadOf(unread, wol);
  assert.equal(marks.complete, false);
  assert.deepEqual([...new Set(marks.items.map(({ verdict }) => verdict))], ['inconclusive']);
});

test('a defect of ours while one answer is read is no wrong answer, and no end of the others', async () => {
  const defect: typeof readAnswer = () => Promise.reject(new TypeError('x is undefined'));
  const [entry] = await readEntries([join(right, 'policy-removed')], wol, out, { read: defect });
  assert.equal(entry?.unread, 'x is undefined');
});

test('two of one name are refused before anything is written', async () => {
  const twin = join(out, 'twin/policy-removed');
  mkdirSync(twin, { recursive: true });
  const marks = join(out, 'marks');
  await assert.rejects(readEntries([join(right, 'policy-removed'), twin], wol, marks), { name: 'BadInput' });
  assert.throws(() => rmSync(marks));
});

test('a name whose folder is that of another answer, judged before, is refused before anything is written', async () => {
  const folder = join(out, 'answers/policy-removed');
  const ground = { problemHash: 'p', endstate: 'e' };
  const record = { answer: 'policy removed', hash: 'a', ...ground, broken: [], scenarios: [], tookMs: 1 };
  await keep(record, folder);
  const read = readEntries([join(right, 'policy-removed')], wol, out);
  await assert.rejects(read, { name: 'BadInput', message: /policy-removed would have the folder of policy removed/ });
  assert.deepEqual([kept(folder), readdirSync(folder)], [record, ['judged.json']]);
  await keep({ ...record, answer: 'policy-removed' }, folder);
  const [entry] = await readEntries([join(right, 'policy-removed')], wol, out);
  assert.equal(entry?.folder, folder);
});
