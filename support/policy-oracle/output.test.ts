import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Inconclusive } from '../errors';
import { isLoopback, readOutput } from './output';
import type { TruthTable } from './truth-table';

/** Two cases of Cyclonus 0.5.6 as it wrote them, against its own mock of a cluster in which everything is allowed. */
const recorded = readFileSync(join(__dirname, 'testdata/two-cases.txt'), 'utf8');
const blocked = ({ cells }: TruthTable) => [...cells.values()].filter((word) => word === 'blocked').length;

test('a recorded run: every case with its policies, its model’s table and the last look', () => {
  const cases = readOutput(recorded);
  assert.deepEqual(
    cases.map(({ number, title, tries, expected, measured }) => [
      number,
      title,
      tries,
      expected.cells.size,
      blocked(expected),
      blocked(measured),
    ]),
    [
      [1, 'ipblock with except', 2, 162, 30, 0],
      [2, 'ipblock with except', 2, 162, 30, 0],
    ],
  );
  const [first] = cases;
  assert.deepEqual(first?.expected.ports, [80, 81]);
  assert.deepEqual(
    first?.policies.map(({ object }) => [object.kind, object.metadata.namespace, object.metadata.name]),
    [['NetworkPolicy', 'x', 'base']],
  );
  assert.equal(first?.expected.cells.get('x/a → y/b:80'), 'allowed');
  assert.equal(first?.expected.cells.get('x/a → y/b:81'), 'blocked');
});

const cut = (from: string) => recorded.slice(0, recorded.indexOf(from));
const broken: readonly (readonly [string, string, RegExp])[] = [
  ['nothing', '', /testing .*line 1/],
  ['output that ends in the second case', cut('finished policy #2'), /finished policy #2/],
  ['output that ends before the summary', cut('SummaryTable:'), /SummaryTable/],
  ['a case less than announced', recorded.replace('testing 2 cases', 'testing 1 cases'), /line \d+: test #2/],
  ['a case more than announced', recorded.replace('testing 2 cases', 'testing 3 cases'), /test #3/],
  ['a case out of order', recorded.replace('starting test case #2', 'starting test case #3'), /starting test case #2/],
  ['another case', recorded.replace('evaluating test case: ipblock', 'evaluating test case: block'), /"block with/],
  ['a second step', recorded.replace('\nfinished policy #1', '\nstep 2 on all\nstep 1 on\n'), /finished|starting/],
  ['a count of its own that differs', recorded.replace('16 wrong, 9', '15 wrong, 9'), /16, 9, 56 .* 15, 9, 56/],
  [
    'a cell that was read otherwise',
    recorded.replaceAll('| x/b    | X X |', '| x/b    | . . |'),
    /15, 9, 57 .* 16, 9, 56/,
  ],
  ['a policy that is no YAML', recorded.replace('metadata:\n', 'metadata: [\n'), /YAML/],
  ['no policy', recorded.replace(/Network policy:[\s\S]*?Discrepancy/, 'no network policies\n\nDiscrepancy'), /object/],
  ['no look', recorded.replaceAll(/^kube results, try/gm, 'results, try'), /Actual vs expected/],
];

for (const [what, text, words] of broken) {
  test(`${what}: nothing is read`, () => {
    assert.throws(
      () => readOutput(text),
      (error: unknown) => {
        assert.ok(error instanceof Inconclusive, String(error));
        assert.match(error.message, words);
        return true;
      },
    );
  });
}

test('a pod and itself', () => {
  for (const cell of ['x/a → x/a:80', 'x/a → x/a']) assert.ok(isLoopback(cell));
  for (const cell of ['x/a → y/a:80', 'x/a → x/b', 'x/a → x/a2:80']) assert.ok(!isLoopback(cell));
});
