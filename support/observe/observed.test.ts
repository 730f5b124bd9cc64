import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeClock } from '../assert/fake-clock';
import type { WatchEvent } from '../kube';
import { observed } from './observed';
import type { Source } from './source';

/** Two sources that the test speaks for. */
function started() {
  const clock = fakeClock();
  const listeners: Record<string, (event: WatchEvent<string>) => void> = {};
  const source =
    (name: string): Source<string> =>
    (listener) => {
      listeners[name] = listener;
    };
  const stream = observed({
    description: 'letters',
    clock,
    sources: { a: source('a'), b: source('b') },
    view: ({ a, b }) => [...a, ...b].join(''),
  });
  const at = () => ({ ms: clock.now(), date: clock.date() });
  const tell = (name: string, ...objects: readonly string[]) =>
    listeners[name]?.({ kind: 'objects', at: at(), objects: new Map(objects.map((object) => [object, object])) });
  const alive = (name: string, ms = clock.now()) =>
    listeners[name]?.({ kind: 'alive', at: { ms, date: clock.date() } });
  const gap = (name: string, reason: string) => listeners[name]?.({ kind: 'gap', at: at(), reason });
  const history = () =>
    stream.entries.map((entry) =>
      entry.kind === 'sample' ? entry.value : entry.kind === 'gap' ? `!${entry.reason}` : entry.at.ms,
    );
  return { clock, stream, tell, alive, gap, history };
}

const signal = new AbortController().signal;

test('nothing is seen before every source has spoken; then every change is', () => {
  const { tell, history } = started();
  tell('a', 'x');
  assert.deepEqual(history(), []);
  tell('b', 'y');
  tell('a', 'x', 'z');
  assert.deepEqual(history(), ['xy', 'xzy']);
});

test('what changes nothing in the view is no sample', () => {
  const { tell, history } = started();
  tell('a', 'x');
  tell('b', 'y');
  tell('a', 'x');
  assert.deepEqual(history(), ['xy']);
});

test('the history is as complete as its least complete source', async () => {
  const { clock, tell, alive, history } = started();
  tell('a', 'x');
  tell('b', 'y');
  await clock.advance(1000);
  alive('a', 900);
  assert.deepEqual(history(), ['xy']);
  alive('b', 500);
  alive('b', 950);
  alive('a', 940);
  assert.deepEqual(history(), ['xy', 500, 900, 940]);
});

test('a gap in one source is a gap, and what is seen after it is a sample even if it is the same', () => {
  const { tell, alive, gap, history } = started();
  tell('a', 'x');
  tell('b', 'y');
  gap('b', 'away');
  alive('a');
  alive('b');
  tell('b', 'y');
  assert.deepEqual(history(), ['xy', '!away', 'xy']);
});

test('what is, is what was seen last, as long as it is proven', async () => {
  const { clock, stream, tell, alive } = started();
  tell('a', 'x');
  tell('b', 'y');
  assert.equal(await stream.observe(signal), 'xy');
  await clock.advance(10_000);
  let answer = '';
  void stream.observe(signal).then((value) => (answer = value));
  await clock.advance(0);
  assert.equal(answer, '');
  alive('a');
  alive('b');
  await clock.advance(0);
  assert.equal(answer, 'xy');
});

test('while it is broken nothing can be said, and the reason is', async () => {
  const { stream, tell, gap } = started();
  tell('a', 'x');
  tell('b', 'y');
  gap('a', 'the API server was away');
  await assert.rejects(stream.observe(signal), /letters: the API server was away/);
});

test('once closed, nothing more is seen', () => {
  const { stream, tell, history } = started();
  tell('a', 'x');
  stream.close();
  tell('b', 'y');
  assert.deepEqual(history(), []);
});
