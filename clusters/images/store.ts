import { copyFile, mkdir, readdir, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Artifact, ensureArtifact, findArtifact, type MakeContext, type Maker } from '../components/artifact';
import { cacheDir } from '../components/cache';
import { machineRootfs } from '../components/debian/machine-packages';
import { rootfsMaker } from '../components/debian/rootfs';
import { recipeId } from '../components/recipe';
import type { SetupOptions } from '../components/setup-event';
import { together } from '../components/together';
import type { Provenance } from '../lab';
import { withContainerd } from './containerd';
import { cachedImage, type ImageArchive, imageArchive } from './image';
import { importScript } from './import-script';
import { containerdName } from './names';

/** A containerd root with images imported and unpacked, made once and shared by every node. Read only. */
export interface ImageStore {
  readonly root: string;
  readonly images: readonly ImageArchive[];
  readonly provenance: readonly Provenance[];
}

const content = 'io.containerd.content.v1.content';
const metadata = 'io.containerd.metadata.v1.bolt';
const snapshotter = 'io.containerd.snapshotter.v1.overlayfs';
const importedWithinMs = 5 * 60_000;

/** What a store's images are imported with: containerd's databases are of its version. None: the root file system's own. */
export type Importer = Maker | undefined;

/** A store with these images, by the names manifests use; made now if the cache has none with just these. Needs root. */
export async function ensureImageStore(
  names: readonly string[],
  options: SetupOptions = {},
  importer?: Importer,
): Promise<ImageStore> {
  const tasks = distinct(names).map((name) => (shared: SetupOptions) => imageArchive(name, shared));
  const images = await together(tasks, options);
  return storeOf(images, await ensureArtifact(await storeMaker(images, importer), options));
}

/** The same, if it is in the cache; makes nothing and asks no network. */
export async function findImageStore(names: readonly string[], importer?: Importer): Promise<ImageStore | undefined> {
  const images: ImageArchive[] = [];
  for (const name of distinct(names)) {
    const image = await cachedImage(name);
    if (!image) return undefined;
    images.push(image);
  }
  const artifact = await findArtifact(await storeMaker(images, importer));
  return artifact && storeOf(images, artifact);
}

/** One order, so that the same images are the same store. */
function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(containerdName))].sort();
}

function storeOf(images: readonly ImageArchive[], { path }: Artifact): ImageStore {
  return { root: join(path, 'root'), images, provenance: images.map(({ provenance }) => provenance) };
}

async function storeMaker(images: readonly ImageArchive[], importer: Importer): Promise<Maker> {
  const rootfs = await rootfsMaker(machineRootfs);
  const inputs = {
    images: images.map(({ path }) => basename(dirname(path))),
    containerd: recipeId((importer ?? rootfs).recipe),
    script: importScript,
    arch: process.arch,
  };
  return {
    shelf: 'image-stores',
    recipe: { name: 'images', version: `${images.length}`, inputs },
    needsBytes: 2 ** 29,
    make: (dir, context) => importAll(images, { rootfs, importer }, dir, context),
  };
}

async function importAll(
  images: readonly ImageArchive[],
  { rootfs, importer }: { readonly rootfs: Maker; readonly importer: Importer },
  dir: string,
  context: MakeContext,
): Promise<readonly Provenance[]> {
  const machine = await ensureArtifact(rootfs, context);
  const containerd = importer && (await ensureArtifact(importer, context));
  const exchange = join(cacheDir(), 'images');
  await mkdir(join(dir, 'root'));
  context.report('unpack', `${images.length} images into containerd`);
  await withContainerd({
    rootfs: join(machine.path, 'root'),
    bin: containerd && join(containerd.path, 'bin'),
    root: join(dir, 'root'),
    exchange,
    script: importScript,
    args: images.flatMap(({ name, path }) => [name, path.slice(exchange.length + 1)]),
    timeoutMs: importedWithinMs,
    failure: { what: 'containerd could not unpack the images', next: 'npm run endstate -- doctor' },
    ...(context.signal ? { signal: context.signal } : {}),
  });
  return images.map(({ provenance }) => provenance);
}

/**
 * Fills a node's `/var/lib/containerd`: its own copy of the two databases, and symbolic links to the store's content and
 * snapshots, at the path where the store is mounted inside the machine. What the node writes is its own.
 */
export async function plantImageStore(store: ImageStore, varLibContainerd: string, mountedAt: string): Promise<void> {
  const copy = async (path: string) => {
    await mkdir(join(varLibContainerd, dirname(path)), { recursive: true, mode: 0o700 });
    await copyFile(join(store.root, path), join(varLibContainerd, path));
  };
  const linkAll = async (path: string) => {
    await mkdir(join(varLibContainerd, path), { recursive: true, mode: 0o700 });
    const names = await readdir(join(store.root, path));
    await Promise.all(names.map((name) => symlink(join(mountedAt, path, name), join(varLibContainerd, path, name))));
  };
  await copy(join(metadata, 'meta.db'));
  await copy(join(snapshotter, 'metadata.db'));
  await linkAll(join(snapshotter, 'snapshots'));
  await linkAll(join(content, 'blobs', 'sha256'));
}
