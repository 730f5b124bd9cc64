import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { verifiedParts } from '../grade/problem-folder';
import { readStamp } from '../grade/stamp';
import { sampleLab, sampleResult } from '../report/sample';
import { stampIt } from './stamp-it';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-stamp-it-'));
  writeFileSync(join(dir, 'problem.yaml'), 'title: x\n');
});
afterEach(() => rmSync(dir, { recursive: true }));

async function stamped(tags: string, once: boolean) {
  const results = [sampleResult(sampleLab), sampleResult()];
  const sound = { problemDir: dir, tags, once, startedAt: new Date('2026-01-02T03:04:05Z') };
  const said = await stampIt({ ...sound, parts: verifiedParts(dir), results });
  const stamp = readStamp(dir);
  return { said, tags: stamp?.tags, once: stamp?.once, stamp };
}

test('a stamp says what ran, on what and when', async () => {
  const { stamp, said } = await stamped('', false);
  const { parts, endstate: _, ...rest } = stamp ?? { parts: {} };
  assert.deepEqual(Object.keys(parts), ['problem.yaml']);
  assert.deepEqual(rest, {
    verifiedAt: '2026-01-02T03:04:05.000Z',
    labs: 'netns: Kubernetes 1.34, CNI bridge, kube-proxy iptables, 2 workers',
    tags: '',
    once: false,
    scenarios: 2,
  });
  assert.match(said, /commit it/);
});

test('one of more stays, unless the problem has changed since', async () => {
  await stamped('', false);
  for (const [tags, once] of [
    ['@a', false],
    ['', true],
    ['@a', true],
  ] as const) {
    const { said, ...now } = await stamped(tags, once);
    assert.match(said, /stays/);
    assert.deepEqual([now.tags, now.once], ['', false]);
  }
  writeFileSync(join(dir, 'problem.yaml'), 'title: y\n');
  assert.equal((await stamped('@a', true)).tags, '@a');
});

test('one of less, or of something else, is written over', async () => {
  await stamped('@a', true);
  assert.deepEqual((await stamped('@b', true)).tags, '@b');
  assert.deepEqual((await stamped('@b', false)).once, false);
  assert.deepEqual((await stamped('', true)).tags, '');
});
