import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput, Inconclusive, Mismatch } from '../errors';
import { eventually } from './eventually';
import { type FakeClock, fakeClock } from './fake-clock';
import { History } from './history';
import { type Condition, impossible, met, notYet, unknown } from './judgement';
import type { Observations, Probe } from './observation';

const atLeast =
  (wanted: number): Condition<number> =>
  (n) =>
    n >= wanted ? met(`${n}`) : notYet(`${n} of ${wanted}`, 'too-few');

/** Hands out the answers one by one, the last one for ever. An Error is thrown, 'hang' never answers. */
function answering(...answers: (number | Error | 'hang')[]): Probe<number> {
  let attempt = 0;
  const observe = async () => {
    const answer = answers[Math.min(attempt++, answers.length - 1)];
    if (answer instanceof Error) throw answer;
    return answer === 'hang' ? new Promise<number>(() => {}) : (answer as number);
  };
  return { description: 'the number', observe };
}

async function outcome<T>(clock: FakeClock, waiting: Promise<T>, ms: number): Promise<T | Error> {
  const settled = waiting.catch((error: Error) => error);
  await clock.advance(ms);
  return settled;
}

test('looks at once: what is so already takes no time', async () => {
  const clock = fakeClock();
  assert.equal(await eventually(answering(3), atLeast(3), { withinMs: 1000, clock }), 3);
  assert.equal(clock.now(), 0);
});

test('looks again until it is so, and resolves with that observation', async () => {
  const clock = fakeClock();
  const waiting = eventually(answering(1, 2, 3), atLeast(3), { withinMs: 1000, everyMs: 100, clock });
  assert.equal(await outcome(clock, waiting, 200), 3);
});

test('a deadline that fires names itself, the attempts and the last observation', async () => {
  const clock = fakeClock();
  const options = { withinMs: 1000, everyMs: 300, clock, what: 'host01 could not count to 3', next: 'see evidence/' };
  const error = await outcome(clock, eventually(answering(1, 2), atLeast(3), options), 1000);
  assert.ok(error instanceof Mismatch);
  assert.equal(
    error.message,
    'host01 could not count to 3 within 1s (4 attempts)\n  last: 2 of 3\n  next: see evidence/',
  );
  assert.equal(error.outcome, 'too-few');
});

test('what can never become so fails at once', async () => {
  const clock = fakeClock();
  const waiting = eventually(answering(1), () => impossible('the job failed', 'failed'), { withinMs: 60_000, clock });
  const error = await outcome(clock, waiting, 0);
  assert.ok(error instanceof Mismatch);
  assert.match(error.message, /cannot become so any more/);
});

test('nothing observed at all is inconclusive, never a failure', async () => {
  const clock = fakeClock();
  const error = await outcome(
    clock,
    eventually(answering(new Error('refused')), atLeast(1), { withinMs: 900, clock }),
    900,
  );
  assert.ok(error instanceof Inconclusive);
  assert.match(error.message, /could not be observed within 900ms \(\d attempts\)\n {2}last: refused/);
});

test('a last look that saw nothing is inconclusive: it may have become so', async () => {
  const clock = fakeClock();
  const probe = answering(1, 2, new Error('connection reset'));
  const error = await outcome(clock, eventually(probe, atLeast(3), { withinMs: 1000, clock }), 1000);
  assert.ok(error instanceof Inconclusive);
});

test('a look that saw nothing in between changes nothing', async () => {
  const clock = fakeClock();
  const probe = answering(1, new Error('connection reset'), 1);
  const error = await outcome(clock, eventually(probe, atLeast(3), { withinMs: 1000, clock }), 1000);
  assert.ok(error instanceof Mismatch);
});

test('unknown as a condition says it is inconclusive too', async () => {
  const clock = fakeClock();
  const error = await outcome(
    clock,
    eventually(answering(1), () => unknown('no curl'), { withinMs: 500, clock }),
    500,
  );
  assert.ok(error instanceof Inconclusive);
});

test('a probe that ignores its signal does not hang the wait', async () => {
  const clock = fakeClock();
  const probe = { ...answering('hang'), limitMs: 2000 };
  const error = await outcome(clock, eventually(probe, atLeast(1), { withinMs: 3000, clock }), 10_000);
  assert.ok(error instanceof Inconclusive);
  assert.match(error.message, /no answer from the probe after 2s/);
});

test('an attempt that hangs at the deadline makes the end inconclusive, not the answer before it', async () => {
  const clock = fakeClock();
  const error = await outcome(clock, eventually(answering(1, 'hang'), atLeast(3), { withinMs: 1000, clock }), 60_000);
  assert.ok(error instanceof Inconclusive);
});

test('what is met only after the deadline is not met', async () => {
  const clock = fakeClock();
  const probe: Probe<number> = { description: 'slow', observe: () => clock.sleep(1500).then(() => 3) };
  const error = await outcome(clock, eventually(probe, atLeast(3), { withinMs: 1000, clock }), 2000);
  assert.ok(error instanceof Mismatch);
  assert.match(error.message, /last: 3, but only 500ms too late/);
});

test("verdicts that a probe throws pass through; so does the condition's own defect", async () => {
  const clock = fakeClock();
  const options = { withinMs: 1000, clock };
  const bad = new BadInput({ what: 'no machine host07' });
  await assert.rejects(eventually(answering(bad), atLeast(1), options), bad);
  const defect = () => {
    throw new TypeError('undefined is not a function');
  };
  await assert.rejects(eventually(answering(1), defect, { ...options, withinMs: 0 }), Inconclusive);
});

test('the caller can give up: inconclusive, and the probe is told', async () => {
  const clock = fakeClock();
  const stop = new AbortController();
  let told = false;
  const observe = (signal: AbortSignal) =>
    new Promise<number>(() => signal.addEventListener('abort', () => (told = true)));
  const waiting = eventually({ description: 'x', observe }, atLeast(1), { withinMs: 1e6, clock, signal: stop.signal });
  const settled = waiting.catch((error: Error) => error);
  await clock.advance(10);
  stop.abort(new Error('enough'));
  assert.ok((await settled) instanceof Inconclusive);
  assert.ok(told);
});

/** A history that the test writes. `broken` makes it unable to say what holds now. */
function stream(clock: FakeClock) {
  const history = new History<number>();
  const state = { broken: false, looks: 0 };
  const push = (value: number) => history.push({ kind: 'sample', value, at: { ms: clock.now(), date: clock.date() } });
  const observations: Observations<number> = {
    description: 'the numbers',
    entries: history.entries,
    changed: (seen, signal) => history.changed(seen, signal),
    close: () => {},
    observe: async () => {
      state.looks += 1;
      if (state.broken) throw new Error('the API server is away');
      const last = history.entries.at(-1);
      return last?.kind === 'sample' ? last.value : 0;
    },
  };
  return { observations, push, state };
}

test('a stream is looked at on change, not on a timer', async () => {
  const clock = fakeClock();
  const { observations, push, state } = stream(clock);
  const settled = eventually(observations, atLeast(2), { withinMs: 60_000, clock });
  await clock.advance(20_000);
  assert.equal(state.looks, 1);
  push(1);
  await clock.advance(5);
  push(2);
  assert.equal(await settled, 2);
  assert.equal(state.looks, 3);
  assert.equal(clock.now(), 20_005);
});

test('a stream that went silent is asked at the deadline whether it can still see', async () => {
  const clock = fakeClock();
  const { observations, state } = stream(clock);
  const settled = eventually(observations, atLeast(2), { withinMs: 60_000, clock }).catch((error: Error) => error);
  await clock.advance(30_000);
  state.broken = true;
  await clock.advance(30_000);
  assert.ok((await settled) instanceof Inconclusive);
});
