import { join } from 'node:path';
import { type Artifact, ensureArtifact, findArtifact, type Maker } from '../components/artifact';
import type { SetupOptions } from '../components/setup-event';
import type { Provenance } from '../lab';
import { type ImageName, imageName } from './names';
import { pulledImage } from './pull';
import { recipeFor, unknownImage } from './recipes';
import { whyNoRegistry } from './registry';
import { substitutedImage } from './substitute';

/** An image as one OCI archive, ready for `ctr images import`. */
export interface ImageArchive {
  /** In full, as containerd keeps it: `docker.io/library/caddy:2.7.6`. */
  readonly name: string;
  readonly path: string;
  readonly provenance: Provenance;
}

/**
 * The image's archive, by the name a manifest uses: what the cache holds, else pulled where its registry answers, else
 * made from its recipe. Rejects with BadInput for an image that nobody gives and nobody here can make.
 */
export async function imageArchive(written: string, options: SetupOptions = {}): Promise<ImageArchive> {
  const name = imageName(written);
  const artifact = (await cached(name)) ?? (await ensureArtifact(await makerFor(name), options));
  return archiveOf(name, artifact);
}

/** The same, if it is in the cache; makes nothing and asks no network. */
export async function cachedImage(written: string): Promise<ImageArchive | undefined> {
  const name = imageName(written);
  const artifact = await cached(name);
  return artifact && archiveOf(name, artifact);
}

function archiveOf({ full }: ImageName, { path, provenance: [provenance] }: Artifact): ImageArchive {
  if (!provenance) throw new Error(`${full} has no provenance`);
  return { name: full, path: join(path, 'image.tar'), provenance };
}

/** The published one before ours. */
async function cached(name: ImageName): Promise<Artifact | undefined> {
  const only = process.env.ENDSTATE_SOURCE;
  const pulled = only === 'build' ? undefined : await findArtifact(pulledImage(name));
  const recipe = recipeFor(name);
  return pulled ?? (recipe && only !== 'download' ? findArtifact(await substitutedImage(name, recipe)) : undefined);
}

/** The two ways to an image. Tests put others here. */
export interface ImageWays {
  readonly whyNoRegistry: typeof whyNoRegistry;
  /** `ENDSTATE_SOURCE`: `download` or `build` leaves only that way. */
  readonly only?: string | undefined;
}

/** Why an image can be had in no way here; undefined where it can. Makes nothing. */
export async function whyNoImage(written: string): Promise<string | undefined> {
  if (await cachedImage(written)) return undefined;
  const name = imageName(written);
  const only = process.env.ENDSTATE_SOURCE;
  const noRegistry = only === 'build' ? 'ENDSTATE_SOURCE=build' : await whyNoRegistry(name);
  return noRegistry === undefined || (recipeFor(name) && only !== 'download') ? undefined : noRegistry;
}

/** Pulled where the registry answers, else from a recipe; rejects with BadInput where there is neither. */
export async function makerFor(
  name: ImageName,
  { whyNoRegistry: why, only }: ImageWays = { whyNoRegistry, only: process.env.ENDSTATE_SOURCE },
): Promise<Maker> {
  const noRegistry = only === 'build' ? 'ENDSTATE_SOURCE=build' : await why(name);
  if (noRegistry === undefined) return pulledImage(name);
  const recipe = recipeFor(name);
  if (!recipe || only === 'download') throw unknownImage(name, noRegistry);
  return substitutedImage(name, recipe);
}
