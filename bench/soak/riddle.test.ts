import assert from 'node:assert/strict';
import { test } from 'node:test';
import { junitXml } from '../../support/report/junit';
import { sampleFailure, sampleResult } from '../../support/report/sample';
import { seenIn } from './riddle';

test('what a report says of a scenario: held, refuted, or undecided', () => {
  const outcomeOf = (...results: Parameters<typeof sampleResult>) =>
    seenIn(junitXml({ scenarios: [sampleResult(...results)], startedAt: new Date(), wallMs: 0 })).map(
      ({ outcome }) => outcome,
    );
  assert.deepEqual(outcomeOf({}), ['pass']);
  assert.deepEqual(outcomeOf(sampleFailure), ['failure timed-out']);
  assert.deepEqual(outcomeOf({ ...sampleFailure, outcome: 'inconclusive' }), ['error inconclusive']);
});
