import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextSuggestions } from '../../support/grading/text/suggest';
import { compare, summary, texts } from './texts';

const suggestions = (met: boolean, withoutGates: number): TextSuggestions => ({
  gates: [{ id: 'version', what: 'the version', met, quotes: [], because: 'no sentence says so' }],
  items: [
    {
      id: 'cause',
      what: 'the cause',
      of: 10,
      points: 0,
      withoutGates,
      standing: 'stated',
      quotes: [{ line: 2, sentence: 'It is so.' }],
      because: 'said in words of its own',
    },
  ],
  cut: false,
});

test('what is missed and what nobody has earned are told apart, with the reason', () => {
  const marks = [
    ...compare({ name: 'one', report: '', version: true, cause: 10 }, suggestions(true, 10)),
    ...compare({ name: 'two', report: '', version: true, cause: 4 }, suggestions(false, 10)),
  ];
  assert.deepEqual(summary('reports.yaml', marks), [
    'reports.yaml: 1 of 2 reports wholly right; marks: 2 right, 1 missed, 1 false of 4',
    '  version: 1 right, 1 missed, 0 false of 2',
    '  cause: 1 right, 0 missed, 1 false of 2',
    '  missed: two, version: 0, expected 1: no sentence says so',
    '  FALSE: two, cause: 10, expected 4: said in words of its own\n    line 2: It is so.',
  ]);
});

test('a mark that the rubric does not know is a mistake in the corpus', () => {
  assert.throws(
    () => compare({ name: 'one', report: '', versoin: true }, suggestions(true, 10)),
    /report one: the rubric has no versoin/,
  );
});

test('the reports that the patterns have been read against get no mark that nobody has earned', async () => {
  const lines: string[] = [];
  const { passed, failed } = await texts((line) => lines.push(line), /^reports-1\.yaml$/);
  assert.deepEqual([passed, failed], [60, 0], lines.join('\n'));
});
