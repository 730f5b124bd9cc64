import type { PickleStep } from '@cucumber/messages';
import { type Manifest, parseManifests, readManifests } from '../kube';
import { conformanceImages } from './conformance';
import { notHeld } from './held-images';
import { imagesOf } from './images-of';
import { policyOracleImages } from './policy-oracle';
import type { World } from './world';

const appliesPath = /^I apply "(.+)"$/;
const appliesText = /^I apply the manifest:$/;

/**
 * The images that a scenario's own steps will apply, read before its lab is made: a node that holds them from the
 * start costs milliseconds, importing them into a running one costs seconds. A guess: what cannot be read is left to the
 * step that says why, and an answer's images are not foreseen, since one that cannot be had must not spoil the lab.
 */
export async function foreseenImages(world: World, steps: readonly PickleStep[]): Promise<readonly string[]> {
  const manifests = await Promise.all(steps.map((step) => manifestsOf(world, step).catch(() => [])));
  const own = notHeld(imagesOf(manifests.flat()), steps);
  return [...own, ...steps.flatMap((step) => [...conformanceImages(world, step), ...policyOracleImages(step)])];
}

async function manifestsOf(world: World, { text, argument }: PickleStep): Promise<readonly Manifest[]> {
  const path = appliesPath.exec(text)?.[1];
  if (path) return readManifests(world.path(path));
  if (appliesText.test(text)) return parseManifests(argument?.docString?.content ?? '', world.feature.uri);
  return [];
}
