import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { version } from '../../package.json';
import { BadInput } from '../errors';
import { verifiedParts } from './problem-folder';
import { requireVerified } from './require-verified';
import { readStamp, type Stamp, writeStamp } from './stamp';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-stamp-'));
  for (const path of ['problem.yaml', 'shop.feature', 'manifests/web.yaml', 'answers/right/a/manifests/web.yaml'])
    put(path, path);
});
afterEach(() => rmSync(dir, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

const stamp = (changes: Partial<Stamp> = {}) =>
  writeStamp(
    {
      endstate: version,
      verifiedAt: '2026-01-02T03:04:05.000Z',
      labs: 'netns',
      tags: '',
      once: false,
      scenarios: 4,
      parts: verifiedParts(dir),
      ...changes,
    },
    dir,
  );

const asked = (tags = '', force = false) => requireVerified({ problem: 'features/shop', dir, tags, force });
const refused = (words: RegExp, tags = '') =>
  assert.throws(
    () => asked(tags),
    (error) => error instanceof BadInput && words.test(error.message),
  );

test('a problem without a stamp is not graded by, and the way to one is named', () => {
  refused(
    /features\/shop is not verified: it has no verified\.json that can be read\n {2}next: endstate verify features\/shop; --force/,
  );
  refused(/next: endstate verify features\/shop --tags '@a'; /, '@a');
});

test('a stamp that fits says nothing, and is not part of what it is of', async () => {
  await stamp();
  assert.deepEqual(asked(), []);
  assert.deepEqual(asked('@a'), []);
  await stamp();
  assert.deepEqual(Object.keys(readStamp(dir)?.parts ?? {}), [
    'answers/right/a',
    'manifests/web.yaml',
    'problem.yaml',
    'shop.feature',
  ]);
});

for (const [path, named] of [
  ['manifests/web.yaml', 'manifests/web.yaml'],
  ['shop.feature', 'shop.feature'],
  ['answers/right/a/manifests/web.yaml', 'answers/right/a'],
  ['answers/wrong/b/expect.yaml', 'answers/wrong/b'],
  ['disk/lb/etc/motd', 'disk/lb/etc/motd'],
] as const) {
  test(`a change of ${path} is named`, async () => {
    await stamp();
    put(path, 'another');
    refused(new RegExp(`changed since it was verified: ${named}\n`));
  });
}

test('what is taken away is named, and no more than a few', async () => {
  await stamp();
  rmSync(join(dir, 'answers'), { recursive: true });
  for (const name of 'abcdefghijkl') put(`disk/lb/${name}`, name);
  refused(/verified: answers\/right\/a, disk\/lb\/a, .*, disk\/lb\/g, 5 more\n/);
});

test('papers and the text rubric, which no lab goes by, outdate nothing', async () => {
  await stamp();
  for (const path of ['README.md', 'answers/right/a/report.md', 'material/statement.txt', 'rubric-text.yaml'])
    put(path, 'another');
  assert.deepEqual(asked(), []);
});

test('another Endstate judges otherwise', async () => {
  await stamp({ endstate: '0.0.1' });
  refused(new RegExp(`it was verified with Endstate 0\\.0\\.1, this is ${version.replaceAll('.', '\\.')}`));
});

test('what was verified in part is graded by that part', async () => {
  await stamp({ tags: '@iptables' });
  assert.deepEqual(asked('@iptables'), []);
  refused(/verified with --tags '@iptables' alone/);
  refused(/verified with --tags '@iptables' alone/, '@nftables');
});

test('--once is said', async () => {
  await stamp({ once: true });
  assert.deepEqual(asked(), ['the problem was verified with --once: each wrong answer in one scenario alone']);
});

test('--force grades all the same, and says why it should not', async () => {
  assert.deepEqual(asked('', true), ['the problem was not verified: it has no verified.json that can be read']);
  await stamp();
  assert.deepEqual(asked('', true), []);
});

for (const text of ['{"format": 1, "par', '{}', '{"format": 2, "parts": {}, "tags": ""}', '<<<<<<< HEAD']) {
  test(`a stamp that cannot be read is none: ${text}`, () => {
    put('verified.json', text);
    refused(/has no verified\.json/);
  });
}
