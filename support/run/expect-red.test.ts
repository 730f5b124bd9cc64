import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleFailure, sampleResult } from '../report/sample';
import { concluded, expectRed } from './expect-red';
import type { PlannedJob } from './plan';

const expected = { step: 'can curl http://web', outcome: 'timed-out' };
const red = sampleResult({ ...sampleFailure, label: 'answers/wrong/lucky' });
const green = sampleResult({ label: 'answers/wrong/lucky' });

test('turned down as expected is a pass, and no failure is left in it', () => {
  const { outcome, name, failure } = expectRed(expected, red);
  assert.equal(outcome, 'pass');
  assert.match(name, /red as expected \(timed-out\)/);
  assert.equal(failure, undefined);
});

test('judged right is a fail', () => {
  const { outcome, failure } = expectRed(expected, green);
  assert.equal(outcome, 'fail');
  assert.match(failure?.explanation.what ?? '', /answers\/wrong\/lucky was judged right/);
});

test('turned down with another outcome word is a fail', () => {
  const { outcome, failure } = expectRed({ ...expected, outcome: 'refused' }, red);
  assert.equal(outcome, 'fail');
  assert.match(failure?.explanation.last ?? '', /timed-out in "pod shell can curl.*expected refused/);
});

test('turned down in another step is a fail', () => {
  assert.equal(expectRed({ ...expected, step: 'stay Running' }, red).outcome, 'fail');
});

for (const outcome of ['inconclusive', 'bad-input', 'skip'] as const) {
  test(`${outcome} stays what it is`, () => {
    assert.equal(expectRed(expected, sampleResult({ outcome })).outcome, outcome);
  });
}

const unchanged = { unchanged: true } as PlannedJob;

test('where nothing was changed red is a pass, and what holds all the same says nothing', () => {
  const seen = concluded(unchanged, red);
  assert.equal(seen.outcome, 'pass');
  assert.match(seen.name, /red as expected \(timed-out\)/);
  const { outcome, failure } = concluded(unchanged, green);
  assert.equal(outcome, 'skip');
  assert.match(failure?.explanation.what ?? '', /holds on the broken state too/);
});

test('where nothing was changed an inconclusive is not red', () => {
  assert.equal(concluded(unchanged, sampleResult({ outcome: 'inconclusive' })).outcome, 'inconclusive');
});
