import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Inconclusive, Mismatch } from '../errors';
import { eventuallyStays } from './eventually-stays';
import { type FakeClock, fakeClock } from './fake-clock';
import { History } from './history';
import { type Invariant, met, notYet } from './judgement';
import type { Observations, Sample } from './observation';
import { staysFor } from './stays-for';

const unchanged: Invariant<string> = (now, atStart) =>
  now === atStart && now !== 'down' ? met(now) : notYet(`${atStart} became ${now}`, 'changed');

/** What happens when: at a number of milliseconds a value is seen, the history breaks, or proofs of life end. */
type Script = readonly (readonly [atMs: number, what: string | { gap: string } | 'silence'])[];

/** Plays a script with a proof of life every second, as a watch has. */
function play(clock: FakeClock, script: Script): Observations<string> {
  const history = new History<string>();
  let silent = false;
  const at = () => ({ ms: clock.now(), date: clock.date() });
  const run = async () => {
    for (const [atMs, what] of script) {
      if (atMs > clock.now()) await clock.sleep(atMs - clock.now());
      if (what === 'silence') silent = true;
      else if (typeof what === 'string') history.push({ kind: 'sample', value: what, at: at() });
      else history.push({ kind: 'gap', reason: what.gap, at: at() });
    }
  };
  const live = async () => {
    for (;;) {
      await clock.sleep(1000);
      if (silent) return;
      history.push({ kind: 'alive', at: at() });
    }
  };
  void run();
  void live();
  const observe = async () => {
    const last = history.entries.findLast((entry) => entry.kind === 'sample');
    if (!last) throw new Error('nothing yet');
    return last.value;
  };
  const changed = (seen: number, signal: AbortSignal) => history.changed(seen, signal);
  return { description: 'the pods', entries: history.entries, observe, changed, close: () => {} };
}

function values(result: Error | readonly Sample<string>[]): readonly string[] {
  if (result instanceof Error) throw result;
  return result.map(({ value }) => value);
}

async function stays(script: Script, forMs = 60_000, runMs = 120_000) {
  const clock = fakeClock();
  const stream = play(clock, script);
  const options = { forMs, clock, what: 'the pods did not stay up' };
  const settled = staysFor(stream, unchanged, options).catch((error: Error) => error);
  await clock.advance(runMs);
  return { result: await settled, clock };
}

test('nothing changes for the whole window: held, with its samples', async () => {
  const { result } = await stays([[0, 'up']]);
  assert.deepEqual(values(result), ['up']);
});

test('a window is never shortened: it is open until it is over', async () => {
  const clock = fakeClock();
  let over = false;
  const waiting = staysFor(play(clock, [[0, 'up']]), unchanged, { forMs: 60_000, clock }).then(() => (over = true));
  await clock.advance(59_999);
  assert.equal(over, false);
  await clock.advance(1001);
  await waiting;
});

test('a flap of 50 ms is caught, with its moment', async () => {
  const { result } = await stays([
    [0, 'up'],
    [23_400, 'down'],
    [23_450, 'up'],
  ]);
  assert.ok(result instanceof Mismatch);
  const moment = 'violated 23.4s into the window (2026-01-01T00:00:23.400Z)';
  assert.equal(result.message, `the pods did not stay up for 60s: ${moment}\n  last: up became down`);
  assert.equal(result.outcome, 'changed');
});

test('what is wrong from the start fails at once', async () => {
  const { result } = await stays([[0, 'down']], 60_000, 1);
  assert.ok(result instanceof Mismatch);
  assert.match(result.message, /violated 0ms into the window/);
});

test('a change after the window does not count, one before its proof does', async () => {
  assert.ok(
    Array.isArray(
      (
        await stays([
          [0, 'up'],
          [61_500, 'down'],
        ])
      ).result,
    ),
  );
  assert.ok(
    (
      await stays(
        [
          [0, 'up'],
          [60_500, 'down'],
        ],
        60_400,
      )
    ).result instanceof Mismatch,
  );
});

test('a hole in the history is inconclusive and names its reason and moment', async () => {
  const { result } = await stays([
    [0, 'up'],
    [12_000, { gap: 'the API server was away for 1.8s' }],
    [12_100, 'up'],
  ]);
  assert.ok(result instanceof Inconclusive);
  assert.match(result.message, /hole 11s into the window of 60s\n {2}last: the API server was away for 1.8s/);
});

test('a history that falls silent is inconclusive', async () => {
  const { result, clock } = await stays(
    [
      [0, 'up'],
      [30_500, 'silence'],
    ],
    60_000,
    45_000,
  );
  assert.ok(result instanceof Inconclusive);
  assert.match(result.message, /nothing was seen for 10s/);
  assert.equal(clock.now(), 45_000);
});

test('a violation before the hole is a failure all the same', async () => {
  const { result } = await stays([
    [0, 'up'],
    [5000, 'down'],
    [6000, { gap: 'away' }],
  ]);
  assert.ok(result instanceof Mismatch);
});

test('nothing to see at the start is inconclusive', async () => {
  const { result } = await stays([]);
  assert.ok(result instanceof Inconclusive);
});

test('the caller can give up inside a window', async () => {
  const clock = fakeClock();
  const stop = new AbortController();
  const options = { forMs: 60_000, clock, signal: stop.signal };
  const settled = staysFor(play(clock, [[0, 'up']]), unchanged, options).catch((error: Error) => error);
  await clock.advance(5000);
  stop.abort();
  assert.ok((await settled) instanceof Inconclusive);
});

async function eventuallyUp(script: Script, beginWithinMs: number, runMs = 1_000_000) {
  const clock = fakeClock();
  const options = { forMs: 60_000, beginWithinMs, clock, what: 'the pods did not stay up' };
  const settled = eventuallyStays(play(clock, script), unchanged, options).catch((error: Error) => error);
  await clock.advance(runMs);
  return settled;
}

test('a window may begin later, after ones that were violated', async () => {
  const script: Script = [
    [0, 'down'],
    [1000, 'a'],
    [30_000, 'down'],
    [70_000, 'b'],
  ];
  const samples = await eventuallyUp(script, 90_000);
  assert.deepEqual(values(samples), ['b']);
});

test('a violating observation may itself begin the next window', async () => {
  const samples = await eventuallyUp(
    [
      [0, 'a'],
      [30_000, 'b'],
    ],
    40_000,
  );
  assert.deepEqual(values(samples), ['b']);
});

test('no window in time: a failure that counts the windows and names the last moment', async () => {
  const flapping: Script = [
    [0, 'a'],
    [10_000, 'down'],
    [20_000, 'b'],
    [50_000, 'down'],
    [100_000, 'c'],
  ];
  const error = await eventuallyUp(flapping, 90_000);
  assert.ok(error instanceof Mismatch);
  const within = 'for 60s in a window that begins within 90s';
  const tried = '2 windows tried, the last one was violated 30s into the window (2026-01-01T00:00:50.000Z)';
  assert.equal(error.message, `the pods did not stay up ${within} (${tried})\n  last: b became down`);
});

test('never as stated: a failure with what was seen', async () => {
  const error = await eventuallyUp([[0, 'down']], 90_000);
  assert.ok(error instanceof Mismatch);
  assert.match(error.message, /last: down became down/);
});

test('a hole closes a window; a later one may hold', async () => {
  const samples = await eventuallyUp(
    [
      [0, 'a'],
      [10_000, { gap: 'away' }],
      [11_000, 'a'],
    ],
    90_000,
  );
  assert.ok(Array.isArray(samples));
});

test('a hole in the last window that could begin is inconclusive', async () => {
  const error = await eventuallyUp(
    [
      [0, 'a'],
      [50_000, { gap: 'away' }],
      [95_000, 'a'],
    ],
    90_000,
  );
  assert.ok(error instanceof Inconclusive);
});

test('silence until the deadline is inconclusive', async () => {
  const error = await eventuallyUp(
    [
      [0, 'down'],
      [20_500, 'silence'],
    ],
    90_000,
  );
  assert.ok(error instanceof Inconclusive);
});
