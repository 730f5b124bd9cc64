import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import type { FromWorker } from '../cucumber/protocol';
import { afterwardsMs, betweenMs, OuterDeadline } from './outer-deadline';

const envelope = (content: object): FromWorker => ({ type: 'envelope', job: 'a', envelope: content as Envelope });

const began = [
  envelope({ pickle: { id: 'p', tags: [{ name: '@timeout:2m' }] } }),
  envelope({ testCase: { id: 'c', pickleId: 'p' } }),
  envelope({ testCaseStarted: { id: 's', testCaseId: 'c' } }),
];

function started(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const overdue: string[] = [];
  const deadline = new OuterDeadline((words) => overdue.push(words));
  t.after(() => deadline.end());
  return { deadline, overdue, pass: (ms: number) => t.mock.timers.tick(ms) };
}

test("a scenario has its own tag's limit and what comes after it, from when it began", (t) => {
  const { deadline, overdue, pass } = started(t);
  pass(betweenMs - 1);
  for (const message of began) deadline.saw(message);
  pass(120_000 + afterwardsMs - 1);
  assert.deepEqual(overdue, []);
  pass(1);
  assert.deepEqual(overdue, ['its scenario (120s, and 300s afterwards)']);
});

test('talk does not put it off', (t) => {
  const { deadline, overdue, pass } = started(t);
  pass(betweenMs - 1);
  deadline.saw({ type: 'progress', job: 'a', text: 'one' });
  pass(1);
  assert.deepEqual(overdue, ['what comes between scenarios (600s)']);
});

test('it rests while somebody looks at the lab, and after the end', (t) => {
  const { deadline, overdue, pass } = started(t);
  for (const message of began) deadline.saw(message);
  deadline.saw({ type: 'paused', job: 'a', text: 'look' });
  pass(10 * betweenMs);
  deadline.goOn();
  deadline.saw(envelope({ testCaseFinished: { testCaseStartedId: 's' } }));
  pass(betweenMs - 1);
  deadline.end();
  pass(1);
  assert.deepEqual(overdue, []);
});
