import assert from 'node:assert/strict';
import { test } from 'node:test';
import { met, notYet, type Probe, unknown } from '../assert';
import { coversAll, inARow, sampled, streakHolds } from './repeat';

function saying(...answers: readonly string[]) {
  let asked = 0;
  const probe: Probe<string> = {
    description: 'web',
    limitMs: 1000,
    observe: async () => answers[asked++ % answers.length] as string,
  };
  return { probe, asked: () => asked };
}

const isOk = (answer: string) =>
  answer === '?' ? unknown('no probe') : answer === 'ok' ? met(answer) : notYet(answer, 'timed-out');
const signal = new AbortController().signal;

test('20 in a row are 20 attempts, each as claimed', async () => {
  const { probe, asked } = saying('ok');
  const streak = inARow(probe, isOk, 20);
  assert.equal(streakHolds()(await streak.observe(signal)).state, 'met');
  assert.deepEqual([asked(), streak.limitMs], [20, 20_000]);
});

test('every second request fails: the streak ends there and says which', async () => {
  const { probe, asked } = saying('ok', 'timed out');
  const judgement = streakHolds()(await inARow(probe, isOk, 20).observe(signal));
  assert.deepEqual(judgement, { state: 'not-yet', detail: 'attempt 2 of 20: timed out', outcome: 'timed-out' });
  assert.equal(asked(), 2);
});

test('an attempt that saw nothing makes the streak unknown, not broken', async () => {
  const { probe } = saying('ok', '?');
  assert.equal(streakHolds()(await inARow(probe, isOk, 3).observe(signal)).state, 'unknown');
});

test('a sample tries so often whatever comes, and stops when told to', async () => {
  const { probe, asked } = saying('a', 'b');
  assert.deepEqual(await sampled(probe, 5).observe(signal), ['a', 'b', 'a', 'b', 'a']);
  await assert.rejects(sampled(probe, 5).observe(AbortSignal.abort(new Error('enough'))), /enough/);
  assert.equal(asked(), 5);
});

test('every backend must have answered, and nobody else', () => {
  const covers = coversAll<string>(['a', 'b'], (answer) => (answer === '' ? undefined : answer));
  assert.equal(covers(['a', 'b', 'a']).state, 'met');
  assert.deepEqual(
    [covers(['a', 'a']).outcome, covers(['a', 'a']).detail],
    ['backend-missing', 'of 2 answers: a 2, b 0'],
  );
  assert.equal(covers(['a', 'b', 'c']).outcome, 'other-backend');
  assert.equal(covers(['a', 'b', '']).outcome, 'other-backend');
  assert.equal(coversAll<string>([], (answer) => answer)(['a']).state, 'not-yet');
});
