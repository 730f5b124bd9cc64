import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textRubric } from './rubric';
import { suggestMarks } from './suggest';
import { cellsOf, readingOf } from './table';

const rubric = textRubric('r.yaml', {
  products: ['tool'],
  words: { tool: ['tool'], proxy: ['proxy'], works: ['work*'] },
  items: [
    { id: 'none', what: 'there is no proxy', points: 10, any: [[{ not: 'proxy' }]] },
    {
      id: 'old',
      what: 'the tool does not work before 2.6',
      points: 10,
      any: [[{ not: 'works' }, { version: { of: 'tool', before: '2.6', with: '2.5.1' } }]],
    },
  ],
});
const points = (report: string) => suggestMarks(report, rubric, []).items.map(({ withoutGates }) => withoutGates);

test('a row is read by its own head and by its columns’ heads', () => {
  assert.deepEqual(cellsOf('| a | b. c. | |'), ['a', 'b. c.', '']);
  assert.equal(cellsOf('a | b'), undefined);
  assert.equal(readingOf(['a', 'b. c.', ''], []), 'a: b; c');
  assert.equal(readingOf(['a', 'b'], ['what', 'his']), 'a: b; what: a; his: b');
  assert.equal(readingOf(['a', 'b?'], []), 'a: b??');
  assert.equal(readingOf(['a', '×'], []), 'a: no');
});

test('what a cell says no to is its head, of the row or of the column', () => {
  for (const cell of ['none', 'no', 'なし', '×', 'not installed', '存在しない'])
    assert.deepEqual(points(`| what | his |\n|---|---|\n| proxy | ${cell} |`), [10, 0], cell);
  assert.deepEqual(points('| tool | proxy |\n|---|---|\n| 2.7 | none |'), [10, 0]);
  for (const cell of ['yes', 'あり', 'there', 'none?', 'maybe none', 'not old'])
    assert.deepEqual(points(`| what | his |\n|---|---|\n| proxy | ${cell} |`), [0, 0], cell);
  assert.deepEqual(points('| what | his |\n|---|---|\n| proxy | yes |\n| other | none |'), [0, 0]);
});

test('the cells of a row are of one sentence, which is quoted as it stands', () => {
  const report = '| what | version | meaning |\n|---|---|---|\n| tool | 2.5.1 | It is old. It does not work. |';
  assert.deepEqual(suggestMarks(report, rubric, []).items[1]?.quotes, [
    { line: 3, sentence: '| tool | 2.5.1 | It is old. It does not work. |' },
  ]);
  assert.deepEqual(points(report.replace('2.5.1', '2.7.0')), [0, 0]);
  assert.deepEqual(points(report.replace('does not work', 'does work')), [0, 0]);
});

test('a pasted table is pasted', () => {
  const pasted = '| proxy on each of his nodes | none that one could see there |';
  assert.equal(suggestMarks(pasted, rubric, [pasted]).items[0]?.withoutGates, 0);
});
