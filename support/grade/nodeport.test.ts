import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { mark } from '../grading/mark';
import { gradedProblem } from './problem-folder';
import { suggestions } from './text';

const nodeport = gradedProblem(join(__dirname, '../../features/ictsc2020-nodeport'), '');

/** What the report's items are suggested to be worth. */
function suggested(report: Buffer): readonly (number | undefined)[] {
  const text = suggestions(new Map([['report.md', report]]), nodeport);
  assert.ok(text);
  const { items } = mark(nodeport.problem, { methods: [], broken: [], scenarios: [], text });
  return items.slice(1).map((item) => item.suggested);
}

for (const name of ['report-ja.md', 'report-en.md']) {
  test(`the model report gets all that a report can: ${name}`, () => {
    assert.deepEqual(suggested(readFileSync(join(__dirname, 'testdata/nodeport', name))), [40, 40, 20]);
  });
}

test('a report that says what was done wrong gets nothing', () => {
  assert.deepEqual(suggested(Buffer.from('I deleted the policy, and now host01 gets the page.')), [0, 0, 0]);
});
