import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { PickleStep } from '@cucumber/messages';
import { foreseenImages } from './foreseen-images';
import type { World } from './world';

const wol = join(__dirname, '../../features/ictsc2023-wol');
const world = { feature: { uri: join(wol, 'wol.feature') }, path: (written: string) => join(wol, written) } as World;
const step = (text: string, docString?: string) =>
  ({ text, ...(docString ? { argument: { docString: { content: docString } } } : {}) }) as PickleStep;

test('images of the manifests that a scenario will apply, from folders and from the feature itself', async () => {
  const pod =
    '{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: "busybox:1.36"}]}}';
  const steps = [step('a cluster'), step('I apply "manifests/"'), step('I apply the manifest:', pod)];
  assert.deepEqual(await foreseenImages(world, steps), ['curlimages/curl:8.5.0', 'caddy:2.7.6', 'busybox:1.36']);
});

test('what cannot be read is left to the step that says why; an answer is not foreseen', async () => {
  const steps = [step('I apply "nowhere/"'), step('I apply the manifest:', '{'), step('I apply the answer')];
  assert.deepEqual(await foreseenImages(world, steps), []);
});

test('an image that a registry of the lab holds is not foreseen: nodes have to pull it', async () => {
  const held = 'the registry hub holds the image curlimages/curl:8.5.0 that runs "x.sh" on busybox:1.36';
  assert.deepEqual(await foreseenImages(world, [step(held), step('I apply "manifests/"')]), ['caddy:2.7.6']);
});
