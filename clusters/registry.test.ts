import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../support/errors';
import { chosenProvider } from './registry';

const laptop = { platform: 'darwin', root: false } as const;
const user = { platform: 'linux', root: false } as const;
const root = { platform: 'linux', root: true } as const;

test('auto is netns for root on Linux, else kind, and says why', () => {
  assert.deepEqual(chosenProvider('auto', root), { name: 'netns', why: 'this is Linux, with root' });
  assert.equal(chosenProvider('', user).name, 'kind');
  assert.match(chosenProvider('', user).why, /netns needs root/);
  assert.equal(chosenProvider('auto', laptop).name, 'kind');
  assert.match(chosenProvider('auto', laptop).why, /netns needs Linux/);
});

test('a name is taken at its word, whatever the machine', () => {
  assert.deepEqual(chosenProvider('netns', laptop), { name: 'netns', why: 'ENDSTATE_PROVIDER=netns' });
  assert.equal(chosenProvider('kind', root).name, 'kind');
});

test('an unknown name is bad input, with the nearest one', () => {
  assert.throws(
    () => chosenProvider('kindd', root),
    (error: unknown) => error instanceof BadInput && /write "kind"/.test(error.message),
  );
});
