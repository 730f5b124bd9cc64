import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { BadInput } from '../../errors';
import type { GradedAnswer } from '../gradebook';
import { sampleBook } from '../pages/sample';
import { bringAnswers } from './bring-answers';
import { readMarks } from './read-marks';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-merge-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(path: string, text = 'x'): void {
  mkdirSync(join(dir, path, '..'), { recursive: true });
  writeFileSync(join(dir, path), text);
}
const answer = (piece: string, name: string) => {
  const [graded] = sampleBook({ answer: name }).answers;
  return { dir: join(dir, piece), graded: graded as GradedAnswer };
};
const bring = (...answers: ReturnType<typeof answer>[]) => bringAnswers(answers, join(dir, 'merged'));
const refuses = (words: RegExp) => (error: unknown) => error instanceof BadInput && words.test(error.message);

test('evidence is where it is named, once more too; a link is not followed', async () => {
  const evidence = 'answers/team-01/report/fix-1/evidence/index.html';
  write(`0/${evidence}`);
  symlinkSync('/etc/passwd', join(dir, '0/answers/team-01/report/passwd'));
  await bring(answer('0', 'team 01'));
  write('merged/answers/team-01/report/old');
  await bring(answer('0', 'team 01'));
  assert.equal(existsSync(join(dir, 'merged', evidence)), true);
  for (const gone of ['old', 'passwd'])
    assert.equal(existsSync(join(dir, 'merged/answers/team-01/report', gone)), false);
});

test('what is nowhere else is not taken away', async () => {
  write('0/answers/a/judged.json');
  write('0/answers/a/confirmed.yaml', 'same');
  write('merged/answers/a/confirmed.yaml', 'same');
  await bring(answer('0', 'a'));
  write('merged/answers/a/confirmed.yaml', 'other');
  await assert.rejects(bring(answer('0', 'a')), refuses(/confirmed\.yaml would be lost/));
  assert.equal(readFileSync(join(dir, 'merged/answers/a/confirmed.yaml'), 'utf8'), 'other');
  write('merged/answers/b/judged.json');
  await assert.rejects(bring(answer('0', 'a')), refuses(/answers\/b is of an answer that is not merged/));
});

test('two answers do not share a folder', async () => {
  await assert.rejects(bring(answer('0', 'a b'), answer('1', 'a-b')), refuses(/two answers have the folder a-b/));
});

const book = () => ({ format: 1, ...sampleBook({ report: 'answers/team01/report/index.html' }) });

test('marks are read as they were written', () => {
  const { format: _, ...written } = book();
  write('0/marks.json', JSON.stringify(book()));
  assert.deepEqual(readMarks(join(dir, '0')), written);
});

const refused: readonly [string, unknown, RegExp][] = [
  ['what is cut off', '{"format": 1', /cannot be read/],
  ['another format', { ...book(), format: 2 }, /format must be equal/],
  ['no problem', { ...book(), problemHash: undefined }, /problemHash/],
  ['nobody who judged', { ...book(), endstate: undefined }, /endstate/],
  ['a report elsewhere', { ...book(), answers: sampleBook({ report: '../../x.html' }).answers }, /not in its folder/],
  ['a report anywhere', { ...book(), answers: sampleBook({ report: '/etc/passwd' }).answers }, /not in its folder/],
];

for (const [what, value, words] of refused) {
  test(`refused: ${what}`, () => {
    write('0/marks.json', typeof value === 'string' ? value : JSON.stringify(value));
    assert.throws(() => readMarks(join(dir, '0')), refuses(words));
  });
}
