import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PickleStep } from '@cucumber/messages';
import { notHeld } from './held-images';

const steps = [{ text: 'the registry hub holds the image hub.example/app that runs "app.sh" on busybox:1.36' }];

test('an image that a registry of the lab holds is not brought to the nodes, under whichever of its names', () => {
  const images = ['hub.example/app:latest', 'hub.example/app:v2', 'busybox:1.36'];
  assert.deepEqual(notHeld(images, steps as PickleStep[]), ['hub.example/app:v2', 'busybox:1.36']);
});
