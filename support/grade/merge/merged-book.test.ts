import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../../errors';
import { type Gradebook, type GradedAnswer, notesIn, statusOf } from '../gradebook';
import { openAnswer, sampleBook } from '../pages/sample';
import { deal, type Plan } from '../plan/plan';
import { type FoundMarks, mergedBook } from './merged-book';

const found = (dir: string, answers: readonly Partial<GradedAnswer>[], more: Partial<Gradebook> = {}): FoundMarks => ({
  dir,
  book: { ...sampleBook(...answers), ...more },
});
const hash = 'a'.repeat(64);
const team = (name: string): Partial<GradedAnswer> => ({ answer: name, hash });
const planOf = (...names: readonly string[]): Plan => ({
  problem: 'p',
  problemHash: sampleBook().problemHash,
  tags: '',
  pieces: deal(names.map((name) => ({ name, path: name, hash }))),
});
const names = ({ answers }: Gradebook) => answers.map(({ answer }) => answer);

test('answers by name, from the first start to the last end, each note once', () => {
  const { book } = mergedBook([
    found('1', [team('b')], { startedAt: new Date(5000), wallMs: 2000, notes: ['by tags'] }),
    found('0', [team('c'), team('a')], { startedAt: new Date(1000), wallMs: 3000, notes: ['by tags'] }),
  ]);
  assert.deepEqual(names(book), ['a', 'b', 'c']);
  assert.deepEqual([book.startedAt, book.wallMs, book.notes], [new Date(1000), 6000, ['by tags']]);
  assert.equal(statusOf(book), 0);
});

test('a planned answer without marks is missing, by its piece, and nothing is complete', () => {
  const { book, missing } = mergedBook([found('0', [team('a')])], planOf('a', 'b', 'c'));
  assert.deepEqual(
    missing.map(({ index }) => index),
    [1, 2],
  );
  assert.deepEqual(notesIn(book), ['not judged yet: b, c']);
  assert.equal(statusOf(book), 3);
});

test('what one piece has not come to and another one has is judged', () => {
  const { book } = mergedBook([found('0', [team('a')], { unjudged: ['b', 'c'] }), found('1', [team('b')])]);
  assert.deepEqual([names(book), book.unjudged, statusOf(book)], [['a', 'b'], ['c'], 3]);
});

test('what is inconclusive stays so', () => {
  assert.equal(statusOf(mergedBook([found('0', [team('a')]), found('1', [openAnswer])]).book), 3);
});

test('an answer that could not be read by no fault of its own is open, and of the plan', () => {
  const { book } = mergedBook([found('0', [{ ...openAnswer, answer: 'a', hash: '' }])], planOf('a'));
  assert.equal(statusOf(book), 3);
});

test('an answer that was graded twice to the same marks is there once, whatever it took', () => {
  const { book, answers } = mergedBook([found('0', [team('a')]), found('1', [{ ...team('a'), tookMs: 1 }])]);
  assert.deepEqual([names(book), answers.map(({ dir }) => dir)], [['a'], ['0']]);
});

const marks = { items: [], broken: [], total: 0, of: 150, complete: true };
const refused: readonly [string, readonly FoundMarks[], Plan | undefined, RegExp][] = [
  [
    'graded twice to different marks',
    [found('0', [team('a')]), found('1', [{ ...team('a'), marks }])],
    undefined,
    /a was graded in 0 and in 1, to different marks/,
  ],
  [
    'two answers of one name',
    [found('0', [team('a')]), found('1', [{ answer: 'a', hash: 'other' }])],
    undefined,
    /to different marks/,
  ],
  [
    'two problems',
    [found('0', [team('a')]), found('1', [team('b')], { problemHash: 'other' })],
    undefined,
    /marks in 1 are of another problem than that of 0/,
  ],
  [
    'two Endstates',
    [found('0', [team('a')]), found('1', [team('b')], { endstate: '0.2.0+b' })],
    undefined,
    /marks in 1 are by another Endstate than those in 0[\s\S]*0\.1\.0\+0123456789ab and 0\.2\.0\+b/,
  ],
  ['another plan’s problem', [found('0', [], { problemHash: 'other' })], planOf('a'), /than that of the plan/],
  ['an answer that was not planned', [found('0', [team('b')])], planOf('a'), /b, graded in 0, is not in the plan/],
  ['an unread one that was not planned', [found('0', [{ ...openAnswer, hash: '' }])], planOf('a'), /not in the plan/],
  ['a refused answer in place of a planned one', [found('0', [{ answer: 'a', hash: '' }])], planOf('a'), /not the one/],
  ['another answer than was planned', [found('0', [{ answer: 'a', hash: 'x' }])], planOf('a'), /not the one that was/],
];

for (const [what, folders, plan, words] of refused) {
  test(`refused: ${what}`, () => {
    assert.throws(
      () => mergedBook(folders, plan),
      (error) => error instanceof BadInput && words.test(error.message),
    );
  });
}
