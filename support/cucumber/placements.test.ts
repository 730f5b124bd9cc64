import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSpec } from '../../clusters/lab';
import { BadInput } from '../errors';
import { mediaTypes } from '../report/facts';
import { judgeOutside, requireAdversary } from './placements';
import type { World } from './world';

const world = (scheduler: 'stock' | 'adversary') =>
  ({ feature: { tags: [] }, spec: { ...defaultSpec, scheduler } }) as unknown as World;

test('a cluster whose scheduler cannot be steered is refused before it is made', () => {
  assert.throws(
    () => requireAdversary(world('stock')),
    (error) => {
      assert.ok(error instanceof BadInput);
      assert.match(error.message, /\| scheduler \| adversary \|/);
      return true;
    },
  );
  requireAdversary(world('adversary'));
});

test('roll-outs that the scenario’s time cuts short are in the report before its step ends, and once', async () => {
  const time = new AbortController();
  const { signal } = time;
  const attached: (readonly [string, string])[] = [];
  const kube = () => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const cut = {
    feature: { tags: ['@roll-outs:5'] },
    lab: { foreignScheduler: true },
    signal,
    kube,
    attach: (body: string, mediaType: string) => attached.push([mediaType, body]),
  } as unknown as World;
  const judged = judgeOutside(cut, async () => {});
  time.abort(new Error('the time is up'));
  assert.deepEqual([attached.length, attached[0]?.[0]], [1, mediaTypes.rollOuts]);
  assert.match(attached[0]?.[1] ?? '', /^\{"wanted":5,"held":0,"seed":\d+,"seen":\[\]\}$/);
  await assert.rejects(judged, /the time is up/);
  assert.equal(attached.length, 1);
});
