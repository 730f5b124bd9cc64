import { BadInput, Inconclusive } from '../errors';
import { apply, type Manifest, prune } from '../kube';
import { notHeld } from './held-images';
import { imagesOf } from './images-of';
import type { World } from './world';

/** Makes the images that the manifests name present on every node, then applies them, and remembers them as the base. */
export async function applyManifests(world: World, manifests: readonly Manifest[]): Promise<void> {
  await world.lab.ensureImages(notHeld(imagesOf(manifests), world.steps), world.signal);
  await apply(await world.kube(), manifests, { signal: world.signal });
  world.applied.push(...manifests);
}

/**
 * Lays an answer's manifests over what the scenario has applied: what the base had and the answer dropped is deleted, the rest is
 * applied. An object that the API server refuses is the answer's failure; an image that cannot be had here says
 * nothing about the answer.
 */
export async function applyAnswerManifests(world: World, answer: readonly Manifest[]): Promise<void> {
  const kube = await world.kube();
  await ensureAnswerImages(world, answer);
  await prune(kube, world.applied, answer);
  await apply(kube, answer, { notServed: 'fail', signal: world.signal });
  world.applied.splice(0, Infinity, ...answer);
}

async function ensureAnswerImages(world: World, answer: readonly Manifest[]): Promise<void> {
  try {
    await world.lab.ensureImages(notHeld(imagesOf(answer), world.steps), world.signal);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const { last, next } = error.explanation;
    const what = `the answer needs an image that cannot be had here: ${error.explanation.what}`;
    throw new Inconclusive({ what, ...(last ? { last } : {}), ...(next ? { next } : {}) }, { cause: error });
  }
}
