import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput, Inconclusive } from '../errors';
import { apply, type Manifest, prune } from '../kube';
import { imagesOf } from './images-of';
import type { World } from './world';

/** Makes the images that the manifests name present on every node, then applies them, and remembers them as the base. */
export async function applyManifests(world: World, manifests: readonly Manifest[]): Promise<void> {
  await world.lab.ensureImages(imagesOf(manifests), world.signal);
  await apply(await world.kube(), manifests, { signal: world.signal });
  world.applied.push(...manifests);
}

/**
 * Lays an answer over what the scenario has applied: what the base had and the answer dropped is deleted, the rest is
 * applied. An object that the API server refuses is the answer's failure; an image that cannot be had here says
 * nothing about the answer.
 */
export async function applyAnswer(world: World, answer: readonly Manifest[]): Promise<void> {
  const kube = await world.kube();
  await ensureAnswerImages(world, answer);
  await prune(kube, world.applied, answer);
  await apply(kube, answer, { notServed: 'fail', signal: world.signal });
  world.applied.splice(0, Infinity, ...answer);
}

async function ensureAnswerImages(world: World, answer: readonly Manifest[]): Promise<void> {
  try {
    await world.lab.ensureImages(imagesOf(answer), world.signal);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const { last, next } = error.explanation;
    const what = `the answer needs an image that cannot be had here: ${error.explanation.what}`;
    throw new Inconclusive({ what, ...(last ? { last } : {}), ...(next ? { next } : {}) }, { cause: error });
  }
}

/** Where an answer's manifests are. Throws BadInput where it has none. */
export function answerManifests(answer: string): string {
  const folder = join(answer, 'manifests');
  if (existsSync(folder)) return folder;
  throw new BadInput({ what: `the answer ${answer} has no manifests/`, next: 'put what it changes into manifests/' });
}
