import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { loadArchive } from '../../clusters/docker/host-files';
import { type Entry, writeTar } from '../../clusters/images/layer';
import { BadInput, Lacking, Mismatch } from '../errors';
import type { ExecResult } from '../exec/exec';
import { docker, lastWords, requireMeans, withDocker } from '../probe';
import { slug } from '../report/slug';
import { baseImages } from './base-images';
import { dockerHost } from './docker-hosts';
import { progress } from './session';
import type { World } from './world';

/** The longest that an image may take to be built or loaded. */
const builtWithinMs = 5 * 60_000;

/** What an image is made of: a build context, or one that is finished. */
export type ImageSource =
  | { readonly kind: 'context'; readonly folder: string; readonly dockerfile: string }
  | { readonly kind: 'archive'; readonly path: string };

const archiveName = /\.(tar|tar\.gz|tgz)$/;

/** What a folder holds. Throws BadInput where it is neither a build context nor one archive, or holds a link. */
export async function readImageSource(folder: string): Promise<ImageSource> {
  if (!existsSync(folder)) throw new BadInput({ what: `there is no folder ${folder}`, next: 'name a build context' });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const odd = entries.find((entry) => !entry.isFile() && !entry.isDirectory());
  if (odd) {
    const what = `${join(odd.parentPath, odd.name)} is neither a file nor a folder`;
    throw new BadInput({ what, next: 'a build context here takes plain files' });
  }
  const dockerfile = join(folder, 'Dockerfile');
  if (existsSync(dockerfile)) return { kind: 'context', folder, dockerfile: readFileSync(dockerfile, 'utf8') };
  const [only, ...others] = entries;
  if (only && others.length === 0 && archiveName.test(only.name))
    return { kind: 'archive', path: join(folder, only.name) };
  const next = 'put a Dockerfile there, or one archive of docker save or of OCI layout, image.tar or image.tar.gz';
  throw new BadInput({ what: `${folder} holds neither a Dockerfile nor one archive of an image`, next });
}

/**
 * Makes an image on a host: a context is built without network and cache, an archive loaded and named. One that cannot be made is a
 * Mismatch; images to build on that cannot be had here are Lacking, and what has run out of time or disk is Inconclusive.
 */
export async function makeImage(world: World, machine: string, image: string, source: ImageSource): Promise<void> {
  progress(`making the image ${image}`);
  if (source.kind === 'archive') return loadImage(world, machine, image, source.path);
  await holdBases(world, machine, source.dockerfile);
  const input = await contextOf(source.folder);
  const words = ['build', '--no-cache', '--pull=false', '--network', 'none', '--force-rm', '--tag', image, '-'];
  const options = { input, timeoutMs: builtWithinMs, signal: world.signal };
  const result = await docker(dockerHost(world, machine), words, options);
  await noteOutput(world, machine, image, result);
  requireMade(result, `the image ${image} could not be built on ${machine}`, 'build-failed');
}

async function loadImage(world: World, machine: string, image: string, path: string): Promise<void> {
  const options = { input: await readFile(path), timeoutMs: builtWithinMs, signal: world.signal };
  const host = dockerHost(world, machine);
  const result = await withDocker(host, [loadArchive, image], options);
  await noteOutput(world, machine, image, result);
  requireMade(result, `the image archive could not be loaded as ${image} on ${machine}`, 'load-failed');
}

/** Among the logs of the machine, which are evidence. */
async function noteOutput(world: World, machine: string, image: string, { stdout, stderr }: ExecResult) {
  const path = `/var/log/image-${slug(image)}.log`;
  await world.lab.machine(machine).write(path, `${[stdout, stderr].filter(Boolean).join('\n')}\n`);
}

function requireMade(result: ExecResult, what: string, outcome: string): void {
  if (result.exitCode === 0) return;
  requireMeans(result, what);
  throw new Mismatch({ what, last: lastWords(result) }, outcome);
}

/** What an image is built on: nothing can be pulled on the host itself. */
async function holdBases(world: World, machine: string, dockerfile: string): Promise<void> {
  const host = dockerHost(world, machine);
  for (const name of baseImages(dockerfile)) {
    if ((await docker(host, ['image', 'inspect', name])).exitCode === 0) continue;
    await world.lab.holdImages?.(machine, [name], world.signal).catch((error: unknown) => {
      if (!(error instanceof BadInput)) throw error;
      const { what, last, next } = error.explanation;
      const words = `the image is built on one that cannot be had here: ${what}`;
      throw new Lacking({ what: words, ...(last ? { last } : {}), ...(next ? { next } : {}) }, { cause: error });
    });
  }
}

/** As a tar file, with the modes that a checkout has: what is handed in may have come without them. */
async function contextOf(folder: string): Promise<Buffer> {
  const scratch = await mkdtemp(join(tmpdir(), 'endstate-context-'));
  try {
    const file = join(scratch, 'context.tar');
    await writeTar(file, await entriesOf(folder));
    return await readFile(file);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function entriesOf(folder: string): Promise<readonly Entry[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries.map(async (entry) => {
      const source = join(entry.parentPath, entry.name);
      const path = relative(folder, source);
      if (entry.isDirectory()) return { path };
      const executable = ((await stat(source)).mode & 0o111) !== 0;
      return { path, source, mode: executable ? 0o755 : 0o644 };
    }),
  );
}
