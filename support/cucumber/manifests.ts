import { BadInput, Lacking } from '../errors';
import { apply, type Manifest, prune } from '../kube';
import { confine, namespacesOf } from './fence';
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
 * Lays an answer's manifests over what the scenario has applied, within the fence: what the base had and the answer dropped is
 * deleted, the rest is applied. An object that the API server refuses is the answer's failure; an image that cannot be had here says
 * nothing about the answer.
 */
export async function applyAnswerManifests(world: World, answer: readonly Manifest[]): Promise<void> {
  const [confined] = await Promise.all([confine(world, answer), ensureAnswerImages(world, answer)]);
  const { kube } = confined;
  await prune(kube, world.applied, answer, { signal: world.signal });
  const namespaces = answer.filter(isNamespace);
  const options = { notServed: 'fail', signal: world.signal } as const;
  await apply(kube, namespaces, options);
  await confined.around(namespacesOf(namespaces));
  await apply(
    kube,
    answer.filter((manifest) => !isNamespace(manifest)),
    options,
  );
  world.applied.splice(0, Infinity, ...answer);
}

function isNamespace({ object: { apiVersion, kind } }: Manifest): boolean {
  return apiVersion === 'v1' && kind === 'Namespace';
}

async function ensureAnswerImages(world: World, answer: readonly Manifest[]): Promise<void> {
  try {
    await world.lab.ensureImages(notHeld(imagesOf(answer), world.steps), world.signal);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const { last, next } = error.explanation;
    const what = `the answer needs an image that cannot be had here: ${error.explanation.what}`;
    throw new Lacking({ what, ...(last ? { last } : {}), ...(next ? { next } : {}) }, { cause: error });
  }
}
