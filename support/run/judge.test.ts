import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestStepResult } from '@cucumber/messages';
import { type Finished, judge } from './judge';

function finished(status: string, exception?: { type: string; message: string }): Finished {
  const result = { status, duration: { seconds: 0, nanos: 0 }, ...(exception ? { exception } : {}) };
  return { kind: 'step', text: `a step that is ${status}`, result: result as TestStepResult };
}

test('a scenario passes when every step passed, and only then', () => {
  assert.equal(judge([finished('PASSED'), finished('PASSED')], undefined, []).outcome, 'pass');
  for (const status of ['FAILED', 'UNDEFINED', 'AMBIGUOUS', 'PENDING', 'SKIPPED', 'UNKNOWN']) {
    assert.notEqual(judge([finished('PASSED'), finished(status)], undefined, []).outcome, 'pass', status);
  }
});

test('a step that never ran makes the scenario inconclusive', () => {
  assert.equal(
    judge([finished('PASSED'), { kind: 'step', text: 'x', result: undefined }], undefined, []).outcome,
    'inconclusive',
  );
});

const kinds = [
  ['mismatch', 'fail'],
  ['inconclusive', 'inconclusive'],
  ['bad-input', 'bad-input'],
  ['unsupported', 'inconclusive'],
  ['defect', 'inconclusive'],
] as const;

for (const [kind, outcome] of kinds) {
  test(`a failure of kind ${kind} comes to ${outcome}`, () => {
    const judged = judge([finished('FAILED')], { kind, explanation: { what: 'x' } }, []);
    assert.equal(judged.outcome, outcome);
    assert.equal(judged.failure?.step, 'a step that is FAILED');
  });
}

test('a scenario of hooks alone claims nothing', () => {
  assert.equal(judge([{ ...finished('PASSED'), kind: 'hook' }], undefined, []).outcome, 'bad-input');
});

test('what the machine cannot make is skipped only where the scenario allows it', () => {
  const facts = { kind: 'unsupported', explanation: { what: 'no IP_VS' } } as const;
  assert.equal(judge([finished('FAILED')], facts, ['@may-skip']).outcome, 'skip');
  assert.equal(judge([finished('FAILED')], { ...facts, kind: 'mismatch' }, ['@may-skip']).outcome, 'fail');
});

test('what says that it has no place in a run is skipped, tag or none', () => {
  const facts = { kind: 'not-applicable', explanation: { what: 'another cell' } } as const;
  assert.equal(judge([finished('FAILED')], facts, []).outcome, 'skip');
  assert.equal(judge([finished('FAILED', { type: 'NotApplicable', message: 'x' })], undefined, []).outcome, 'skip');
});

test("without the facts of a failure, Cucumber's record of the exception decides", () => {
  const message = 'what happened\n  last: what was seen\nin two lines\n  next: what to do';
  const judged = judge([finished('FAILED', { type: 'Mismatch', message })], undefined, []);
  assert.equal(judged.outcome, 'fail');
  assert.deepEqual(judged.failure?.explanation, {
    what: 'what happened',
    last: 'what was seen\nin two lines',
    next: 'what to do',
  });
});

test('an error that nobody foresaw is a defect, never a fail', () => {
  const judged = judge([finished('FAILED', { type: 'TypeError', message: 'x is undefined' })], undefined, []);
  assert.deepEqual([judged.outcome, judged.failure?.kind], ['inconclusive', 'defect']);
});
