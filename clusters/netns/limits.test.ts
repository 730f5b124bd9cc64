import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSpec } from '../lab';
import { bytesOfContainers, labLimits } from './limits';

const gib = 2 ** 30;

test('a lab may take so much for each of its machines', () => {
  const large = { pids: 4_194_304, bytes: 64 * gib };
  assert.equal(
    labLimits(defaultSpec, large),
    `pids.max 9216\nmemory.limit_in_bytes ${5 * gib}\nmemory.max ${5 * gib}\n`,
  );
});

test('whatever its machines, it leaves the computer half of its processes and a quarter of its memory', () => {
  const small = { pids: 8192, bytes: 4 * gib };
  assert.equal(
    labLimits({ ...defaultSpec, workers: 5 }, small),
    `pids.max 4096\nmemory.limit_in_bytes ${3 * gib}\nmemory.max ${3 * gib}\n`,
  );
});

test('the containers of a host with Docker have less than a lab of one machine', () => {
  const [, lab] =
    /memory\.max (\d+)/.exec(labLimits({ ...defaultSpec, workers: 0 }, { pids: 32_768, bytes: 8 * gib })) ?? [];
  assert.ok(bytesOfContainers + gib / 2 <= Number(lab), `${bytesOfContainers} of ${lab}`);
});
