import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Probe } from '../assert';
import { type CurlOutcome, enoughFor, everyBackendAnswers, fromBackends } from '.';

const page = (body: string): CurlOutcome => ({
  kind: 'http',
  status: 200,
  body,
  bodyTruncated: false,
  timeMs: 1,
  remote: '10.0.0.1:80',
  words: 'HTTP 200',
});
const refused: CurlOutcome = { kind: 'refused', words: 'Connection refused', timeMs: 1 };

/** A server whose answers come in turn. */
async function judge(backends: readonly string[], ...answers: readonly CurlOutcome[]) {
  let asked = 0;
  const server: Probe<CurlOutcome> = {
    description: 'curl web',
    observe: async () => answers[asked++ % answers.length] as CurlOutcome,
  };
  const round = await fromBackends(server, async () => backends).observe(new AbortController().signal);
  return { asked, ...everyBackendAnswers()(round) };
}

test('requests are made until every backend has answered, twice as many as there are at least', async () => {
  const found = await judge(['web-1', 'web-10'], page('web-10\n'), page('web-1\n'));
  assert.deepEqual([found.state, found.asked], ['met', 4]);
  const late = await judge(['a', 'b'], ...Array<CurlOutcome>(9).fill(page('a')), page('I am b.'));
  assert.deepEqual([late.state, late.asked], ['met', 10]);
});

test('one request without an answer ends the round', async () => {
  const { state, outcome, detail, asked } = await judge(['a', 'b'], page('a'), refused);
  assert.deepEqual([state, outcome, detail, asked], ['not-yet', 'refused', 'request 2: Connection refused', 2]);
});

test('a backend that never answers is missing once luck cannot be the reason', async () => {
  const { state, outcome, detail, asked } = await judge(['a', 'b'], page('a'));
  assert.deepEqual([state, outcome, asked], ['not-yet', 'backend-missing', enoughFor(2)]);
  assert.equal(detail, `of ${enoughFor(2)} answers: a ${enoughFor(2)}, b 0; the last one: "a"`);
});

test('an answer that names no backend, or two of them, is of another one', async () => {
  assert.equal((await judge(['a', 'b'], page('Welcome'))).outcome, 'other-backend');
  assert.equal((await judge(['a', 'b'], page('a b'))).outcome, 'other-backend');
  assert.equal((await judge([], page('a'))).outcome, 'none-found');
});

test('so many requests leave one chance in a million that a backend had none', () => {
  assert.deepEqual([0, 1, 2, 3, 10].map(enoughFor), [0, 2, 21, 37, 153]);
});
