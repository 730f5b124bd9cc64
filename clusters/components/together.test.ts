import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { SetupOptions } from './setup-event';
import { together } from './together';

const forever = ({ signal }: SetupOptions) => setTimeout(600_000, undefined, signal ? { signal } : {});
const failing = () => Promise.reject(new Error('no root'));

test('results come in the order of the tasks', async () => {
  assert.deepEqual(await together([async () => setTimeout(20, 1), async () => 'b'], {}), [1, 'b']);
});

test('the first failure ends the others and is the one that is told', async () => {
  await assert.rejects(together([forever, failing], {}), /no root/);
});

test('it is told once the others have ended', async () => {
  let cleaned = false;
  const tidy = (options: SetupOptions) => forever(options).finally(() => setTimeout(20).then(() => (cleaned = true)));
  await assert.rejects(together([tidy, failing], {}), /no root/);
  assert.equal(cleaned, true);
});

test('an abort from outside is told in its own words', async () => {
  const abort = new AbortController();
  const running = together([forever], { signal: abort.signal });
  abort.abort(new Error('ended by SIGINT'));
  await assert.rejects(running, /ended by SIGINT/);
});
