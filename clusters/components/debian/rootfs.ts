import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inconclusive, Unsupported } from '../../../support/errors';
import { failureText, run } from '../../../support/exec/exec';
import type { Provenance } from '../../lab';
import type { MakeContext, Maker } from '../artifact';
import { sourceHash } from '../recipe';
import { type DownloadedPackage, downloadPackages, osRelease } from './apt';
import { finishRoot } from './finish';
import { unpackPackages } from './unpack';

/** A root file system made of Debian packages. */
export interface RootfsRecipe {
  readonly name: string;
  readonly packages: readonly string[];
  readonly optional?: readonly string[];
  /** Commands that must be there with all their libraries. */
  readonly commands: readonly string[];
}

const code = sourceHash(require.resolve('./finish'), require.resolve('./unpack'));

/** How to make it: downloaded and unpacked below the cache, never installed on this machine. The tree is in `root/`. */
export async function rootfsMaker(recipe: RootfsRecipe): Promise<Maker> {
  const { id, version, codename } = await osRelease();
  return {
    shelf: 'components',
    recipe: {
      name: recipe.name,
      version: `${id}-${version}`,
      inputs: { ...recipe, codename, code, arch: process.arch },
    },
    needsBytes: 1.5 * 2 ** 30,
    make: (dir, context) => makeRoot(recipe, dir, context),
  };
}

async function makeRoot(recipe: RootfsRecipe, dir: string, { signal, report }: MakeContext): Promise<Provenance[]> {
  requireRoot();
  const downloads = join(dir, 'apt');
  const root = join(dir, 'root');
  await mkdir(downloads);
  report('fetch', `${recipe.packages.length} Debian packages and what they need`);
  const options = { optional: recipe.optional ?? [], ...(signal ? { signal } : {}) };
  const packages = await downloadPackages(downloads, recipe.packages, options);
  report('unpack', `${packages.length} packages`);
  await unpackPackages(
    packages.map(({ file }) => file),
    root,
    signal,
  );
  await finishRoot(root);
  await requireCommands(root, recipe.commands);
  await rm(downloads, { recursive: true });
  return packages.map(provenance);
}

function provenance({ name, version }: DownloadedPackage): Provenance {
  return { name, version, source: 'debian' };
}

/** Rejects, naming each command that is missing in the tree or lacks a library there. */
async function requireCommands(root: string, commands: readonly string[]): Promise<void> {
  const script =
    'for name; do path=$(command -v "$name") || { echo "$name not found"; continue; }; echo "$name:"; ldd "$path"; done';
  const argv = ['chroot', root, '/bin/bash', '-c', script, 'check', ...commands] as const;
  const result = await run(argv, { env: { PATH: standardPath } });
  const missing = result.stdout.split('\n').filter((line) => line.includes('not found'));
  if (result.stdout !== '' && missing.length === 0) return;
  const last = missing.join('; ').trim() || failureText(result);
  throw new Inconclusive({ what: 'the unpacked Debian packages lack commands or libraries', last });
}

export const standardPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function requireRoot(): void {
  if (process.getuid?.() === 0) return;
  throw new Unsupported({
    what: 'making machines needs root: packages are unpacked with their owners, namespaces are made',
    next: 'sudo env "PATH=$PATH" npm run setup',
  });
}
