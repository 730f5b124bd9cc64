import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostImagesIn } from './held-images';

test('what hosts hold is read from the words of steps, by host', () => {
  const texts = ['vm holds the images golang:1.15.0, alpine:3.12', 'vm holds the images busybox', 'vm reboots'];
  assert.deepEqual(hostImagesIn(texts.map((text) => ({ text }))), { vm: ['golang:1.15.0', 'alpine:3.12', 'busybox'] });
});
