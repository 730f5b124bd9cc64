import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput, Inconclusive, Mismatch, Unsupported } from '../errors';
import { exitStatusOf, verdictOf, worst } from './verdict';

const explanation = { what: 'x' };

test('a thrown error is a verdict by its type, and a defect of the judge is no wrong answer', () => {
  assert.equal(verdictOf(new Mismatch(explanation)), 'fail');
  assert.equal(verdictOf(new Inconclusive(explanation)), 'inconclusive');
  assert.equal(verdictOf(new BadInput(explanation)), 'bad-input');
  for (const other of [new TypeError('x'), new Unsupported(explanation), 'words', undefined]) {
    assert.equal(verdictOf(other), 'inconclusive');
  }
});

test('fail beats inconclusive beats pass, and nothing is no pass', () => {
  assert.equal(worst(['pass', 'inconclusive', 'fail', 'pass']), 'fail');
  assert.equal(worst(['pass', 'inconclusive', 'pass']), 'inconclusive');
  assert.equal(worst(['pass']), 'pass');
  assert.equal(worst([]), 'inconclusive');
});

test('exit status: 1 before 3 before 0, and 2 when there was nothing to run', () => {
  assert.equal(exitStatusOf(['pass', 'inconclusive', 'fail']), 1);
  assert.equal(exitStatusOf(['pass', 'inconclusive']), 3);
  assert.equal(exitStatusOf(['pass']), 0);
  assert.equal(exitStatusOf([]), 2);
});
