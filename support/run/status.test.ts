import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../report/result';
import { statusOf } from './status';

const cases: readonly (readonly [readonly Outcome[], number])[] = [
  [['pass', 'pass'], 0],
  [['pass', 'skip'], 0],
  [['skip', 'skip'], 3],
  [['pass', 'fail'], 1],
  [['inconclusive', 'fail', 'bad-input'], 1],
  [['pass', 'bad-input', 'inconclusive'], 2],
  [[], 2],
  [['pass', 'inconclusive'], 3],
];

test('in a part of a run, skips alone are no failure', () => {
  assert.equal(statusOf([{ outcome: 'skip' }], true), 0);
  assert.equal(statusOf([], true), 2);
  assert.equal(statusOf([{ outcome: 'skip' }, { outcome: 'inconclusive' }], true), 3);
});

for (const [outcomes, status] of cases) {
  test(`${outcomes.join(', ') || 'no scenario'}: exit status ${status}`, () => {
    assert.equal(statusOf(outcomes.map((outcome) => ({ outcome }))), status);
  });
}
