import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { withLock } from './lock';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-test-'));
});

afterEach(() => rmSync(dir, { recursive: true }));

test('one body after the other', async () => {
  const file = join(dir, 'below', 'lock');
  const seen: string[] = [];
  const body = (name: string) => async () => {
    seen.push(`${name} begins`);
    await setTimeout(30);
    seen.push(`${name} ends`);
  };
  await Promise.all([withLock(file, body('a')), withLock(file, body('b'))]);
  const [first = '', second = ''] = [seen[0]?.[0], seen[2]?.[0]];
  assert.deepEqual(seen, [`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
});

test('a body that throws gives the lock back', async () => {
  const file = join(dir, 'lock');
  await assert.rejects(
    withLock(file, () => Promise.reject(new Error('mine'))),
    /mine/,
  );
  assert.equal(await withLock(file, async () => 'next'), 'next');
});

test('who waits is told once, and may give up; the holder keeps it', async () => {
  const file = join(dir, 'lock');
  const events = new EventEmitter();
  const isHeld = once(events, 'held');
  const first = withLock(file, async () => {
    const released = once(events, 'release');
    events.emit('held');
    await released;
    return 'kept';
  });
  // Of two that begin at once, either may be the first.
  await isHeld;
  const abort = new AbortController();
  let waits = 0;
  const onWait = () => {
    waits += 1;
    abort.abort(new Error('given up'));
  };
  const second = withLock(file, async () => assert.fail('it is held'), { signal: abort.signal, onWait });
  await assert.rejects(second, /given up/).finally(() => events.emit('release'));
  assert.equal(waits, 1);
  assert.equal(await first, 'kept');
});

test('an abort while the body runs is the body’s own business', async () => {
  const abort = new AbortController();
  const body = async () => {
    abort.abort(new Error('given up'));
    await setTimeout(20);
    return 'ended in order';
  };
  assert.equal(await withLock(join(dir, 'lock'), body, { signal: abort.signal }), 'ended in order');
});
