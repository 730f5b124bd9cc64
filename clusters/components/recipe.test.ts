import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { recipeId, sourceHash } from './recipe';

test('the order of keys does not matter, at any depth', () => {
  const one = recipeId({ name: 'etcd', version: 'v1', inputs: { a: 1, b: { c: [2], d: 3 } } });
  const other = recipeId({ name: 'etcd', version: 'v1', inputs: { b: { d: 3, c: [2] }, a: 1 } });
  assert.equal(one, other);
});

test('whatever is in a recipe decides', () => {
  const base = { name: 'etcd', version: 'v1', inputs: { flags: ['-s', '-w'] } };
  const all = [
    base,
    { ...base, name: 'etcd2' },
    { ...base, version: 'v2' },
    { ...base, inputs: { flags: ['-w', '-s'] } },
    { ...base, inputs: { flags: ['-s'] } },
  ].map(recipeId);
  assert.equal(new Set(all).size, all.length);
});

test('an id is one directory name', () => {
  const id = recipeId({ name: 'docker.io/library/caddy', version: '2.7.6@sha256:00/..', inputs: {} });
  assert.match(id, /^docker\.io-library-caddy-2\.7\.6-sha256-00-\.\.-[0-9a-f]{12}$/);
});

test('the hash of sources tells where one file ends and the next begins', () => {
  const dir = mkdtempSync(join(tmpdir(), 'endstate-test-'));
  try {
    const file = (name: string, text: string) => {
      writeFileSync(join(dir, name), text);
      return join(dir, name);
    };
    assert.notEqual(sourceHash(file('a', 'xy'), file('b', 'z')), sourceHash(file('c', 'x'), file('d', 'yz')));
  } finally {
    rmSync(dir, { recursive: true });
  }
});
