import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareMarks, type Marks, marksOf } from './marks-of';

const full: Marks = { total: 100, complete: true, items: { small: 'pass' }, broken: [] };
const none: Marks = { total: 0, complete: true, items: { small: 'fail' }, broken: ['program'] };
const open: Marks = { total: 0, complete: false, items: { small: 'inconclusive' }, broken: [] };

test('what is read of marks: verdicts by item, rules once and in order', () => {
  const broken = ['program', 'frame', 'program'].map((rule) => ({ rule, said: 'x' }));
  const marks = { total: 0, complete: true, items: [{ id: 'small', verdict: 'fail', of: 100 }], broken };
  assert.deepEqual(marksOf(JSON.stringify({ answers: [{ answer: 'a', marks }] })), {
    a: { ...none, broken: ['frame', 'program'] },
  });
});

test('another mark is wrong, one answer too few or too many as well', () => {
  const { right, wrong, inconclusive } = compareMarks({ a: full, b: full, d: none }, { a: full, b: none, c: full });
  assert.equal(right, 1);
  assert.deepEqual(
    wrong.map((line) => line.slice(0, 2)),
    ['b:', 'c:', 'd:'],
  );
  assert.deepEqual(inconclusive, []);
});

test('what was not decided is inconclusive, unless that is what was expected of it', () => {
  const { right, wrong, inconclusive } = compareMarks({ a: open, b: open, c: full }, { a: full, b: open, c: open });
  assert.equal(right, 1);
  assert.equal(inconclusive.length, 1);
  assert.deepEqual(
    wrong.map((line) => line.slice(0, 2)),
    ['c:'],
  );
});
