import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Inconclusive } from '../../support/errors';
import { failureText, run } from '../../support/exec/exec';
import { ensureArtifact, type MakeContext, type Maker } from '../components/artifact';
import { cacheDir } from '../components/cache';
import { rootfsMaker } from '../components/debian/rootfs';
import { orphanSafe } from '../components/orphan-safe';
import { recipeId, sourceHash } from '../components/recipe';
import type { SetupOptions } from '../components/setup-event';
import { together } from '../components/together';
import { containerdName, type ImageArchive, imageArchive } from '../images';
import type { Provenance } from '../lab';
import { dockerHostRootfs } from './packages';

/** A data root of Docker with images, made once and shared by every host that holds just these. Read only. */
export interface DockerStore {
  readonly root: string;
  readonly provenance: readonly Provenance[];
}

const madeWithinMs = 10 * 60_000;
const scripts = ['make-store.sh', 'load-archive'].map((name) => join(__dirname, 'scripts', name));

/** A store with these images, by the names `docker run` takes; made now if the cache has none with just these. Needs root. */
export async function ensureDockerStore(names: readonly string[], options: SetupOptions = {}): Promise<DockerStore> {
  const distinct = [...new Set(names.map(containerdName))].sort();
  const images = await together(
    distinct.map((name) => (shared: SetupOptions) => imageArchive(name, shared)),
    options,
  );
  const { path } = await ensureArtifact(await storeMaker(images), options);
  return { root: join(path, 'root'), provenance: images.map(({ provenance }) => provenance) };
}

async function storeMaker(images: readonly ImageArchive[]): Promise<Maker> {
  const rootfs = await rootfsMaker(dockerHostRootfs);
  const inputs = {
    images: images.map(({ path }) => basename(dirname(path))),
    docker: recipeId(rootfs.recipe),
    code: sourceHash(...scripts),
    arch: process.arch,
  };
  return {
    shelf: 'image-stores',
    recipe: { name: 'docker-images', version: `${images.length}`, inputs },
    needsBytes: 2 ** 32,
    make: (dir, context) => loadAll(images, rootfs, dir, context),
  };
}

async function loadAll(
  images: readonly ImageArchive[],
  rootfs: Maker,
  dir: string,
  context: MakeContext,
): Promise<readonly Provenance[]> {
  const { path } = await ensureArtifact(rootfs, context);
  const exchange = join(cacheDir(), 'images');
  const [root, scratch] = [join(dir, 'root'), join(dir, 'scratch')];
  await Promise.all([root, scratch].map((each) => mkdir(each)));
  context.report('unpack', `${images.length} images into Docker`);
  const places = [join(path, 'root'), root, scratch, exchange];
  const args = images.flatMap(({ name, path: archive }) => [name, archive.slice(exchange.length + 1)]);
  const argv = orphanSafe(['bash', scripts[0] ?? '', ...places, ...args]);
  const result = await run(argv, {
    timeoutMs: madeWithinMs,
    ...(context.signal ? { signal: context.signal } : {}),
  });
  await rm(scratch, { recursive: true, force: true });
  if (result.exitCode === 0) return images.map(({ provenance }) => provenance);
  const last = failureText(result).split('\n').slice(1).join('\n        ');
  throw new Inconclusive({ what: 'Docker could not unpack the images', last, next: 'npm run endstate -- doctor' });
}

/**
 * Fills a host's `/var/lib/docker`: its own copy of what Docker notes of images and layers, and links to the store's
 * layers, at the path where the store is mounted inside the machine. What the host writes is its own.
 */
export async function plantDockerStore({ root }: DockerStore, varLibDocker: string, mountedAt: string): Promise<void> {
  await mkdir(join(varLibDocker, 'overlay2'), { recursive: true, mode: 0o710 });
  const copy = (path: string) =>
    cp(join(root, path), join(varLibDocker, path), { recursive: true, verbatimSymlinks: true });
  const layers = (await readdir(join(root, 'overlay2'))).filter((name) => name !== 'l');
  await Promise.all([copy('image'), copy('overlay2/l'), ...layers.map((name) => plantLayer(name))]);

  async function plantLayer(name: string): Promise<void> {
    const layer = join('overlay2', name);
    await mkdir(join(varLibDocker, layer), { mode: 0o710 });
    const notes = (await readdir(join(root, layer))).filter((each) => each !== 'diff' && each !== 'work');
    await Promise.all(notes.map((note) => copy(join(layer, note))));
    await symlink(join(mountedAt, layer, 'diff'), join(varLibDocker, layer, 'diff'));
  }
}
