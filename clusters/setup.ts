import { dirname, join } from 'node:path';
import { dropIfCorrupt } from './components/artifact';
import type { SetupOptions } from './components/setup-event';
import {
  type Components,
  type ComponentsSpec,
  containerdOf,
  dropCorruptComponents,
  ensureComponents,
  isReady,
} from './components/store';
import { together } from './components/together';
import { cachedImage } from './images/image';
import { ensureImageStore, findImageStore, type ImageStore } from './images/store';

/** What is made ready: one Kubernetes minor, and images by the names manifests use. */
export interface SetupSpec extends ComponentsSpec {
  readonly images: readonly string[];
}

export interface Prepared {
  readonly components: Components;
  readonly images: ImageStore;
}

/**
 * Components and images, made now if the cache has them not, side by side: packages are unpacked while Go compiles.
 * Rejects with BadInput (unknown minor or image), Unsupported (no way to make it here), Inconclusive (making it failed).
 */
export async function setUp(spec: SetupSpec, options: SetupOptions = {}): Promise<Prepared> {
  const [components, images] = await together(
    [
      (shared) => ensureComponents(spec, shared),
      async (shared) => ensureImageStore(spec.images, shared, await containerdOf(spec)),
    ],
    options,
  );
  return { components, images };
}

/** Whether there is nothing to make: a stat a file, no network. */
export async function isSetUp(spec: SetupSpec): Promise<boolean> {
  return (await isReady(spec)) && (await findImageStore(spec.images, await containerdOf(spec))) !== undefined;
}

/** Reads every byte in the cache again; names the damaged files whose component or image has been taken away. */
export async function dropDamaged(spec: SetupSpec): Promise<readonly string[]> {
  const store = await findImageStore(spec.images, await containerdOf(spec));
  const archives = await Promise.all(spec.images.map((name) => cachedImage(name)));
  const paths = [store?.root, ...archives.map((archive) => archive?.path)].flatMap((path) =>
    path ? [dirname(path)] : [],
  );
  const dropped = [...(await dropCorruptComponents(spec))];
  for (const path of paths) {
    const file = await dropIfCorrupt({ path });
    if (file !== undefined) dropped.push(join(path, file));
  }
  return dropped;
}
