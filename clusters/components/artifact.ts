import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../support/exec/exec';
import type { Provenance } from '../lab';
import { cacheDir, type Shelf } from './cache';
import { explainDiskFull, requireFreeBytes } from './disk';
import { withLock } from './lock';
import { type Recipe, recipeId } from './recipe';
import { firstChanged, firstCorrupt, readSeal, type Seal, seal } from './seal';
import type { Phase, SetupOptions } from './setup-event';

/** Passed on as it is to make what this one needs first. */
export interface MakeContext extends SetupOptions {
  report(phase: Phase, detail?: string): void;
}

/** How one thing in the cache comes into being. */
export interface Maker {
  readonly shelf: Shelf;
  readonly recipe: Recipe;
  /** Free space needed to make it, checked first. */
  readonly needsBytes: number;
  /** Fills the empty directory and checks what it made; rejects when it is not what the recipe says. */
  make(dir: string, context: MakeContext): Promise<readonly Provenance[]>;
}

/** A finished thing in the cache. */
export interface Artifact {
  readonly path: string;
  readonly provenance: readonly Provenance[];
}

/** The finished thing if it is there and unchanged (a stat a file, no hashing). */
export async function findArtifact(maker: Pick<Maker, 'shelf' | 'recipe'>): Promise<Artifact | undefined> {
  const path = artifactPath(maker);
  const sealed = await readSeal(path);
  return sealed && firstChanged(path, sealed) === undefined ? { path, provenance: sealed.provenance } : undefined;
}

/**
 * Reads every byte of a finished thing again. One that is not what was sealed is taken away, so that it is made again.
 * Resolves with the file that gave it away, or undefined.
 */
export async function dropIfCorrupt({ path }: Pick<Artifact, 'path'>): Promise<string | undefined> {
  const sealed = await readSeal(path);
  const corrupt = sealed && (await firstCorrupt(path, sealed));
  if (corrupt !== undefined) await rm(path, { recursive: true, force: true });
  return corrupt;
}

/**
 * The finished thing, made now if need be: in a directory beside its place, sealed, then moved in as a whole. Two
 * processes at once make it once; what a dead one left half-done is swept up.
 */
export async function ensureArtifact(maker: Maker, options: SetupOptions = {}): Promise<Artifact> {
  const found = await findArtifact(maker);
  if (found) return found;
  const path = artifactPath(maker);
  const making = inHand.get(path) ?? makeLocked(maker, options).finally(() => inHand.delete(path));
  inHand.set(path, making);
  return making;
}

/** What this process is making: whoever asks again meanwhile gets the same promise. */
const inHand = new Map<string, Promise<Artifact>>();

async function makeLocked(maker: Maker, options: SetupOptions): Promise<Artifact> {
  const report = reporter(maker.recipe.name, options);
  const make = async () => (await findArtifact(maker)) ?? (await makeWhole(maker, { ...options, report }));
  const onWait = () => report('wait', 'another process is making it');
  try {
    const made = await withLock(lockFile(recipeId(maker.recipe)), make, { ...signalOf(options), onWait });
    report('ready');
    return made;
  } catch (error) {
    report('failed');
    // The reason for an abort explains more than the command that was ended by it.
    options.signal?.throwIfAborted();
    throw error;
  }
}

async function makeWhole(maker: Maker, context: MakeContext): Promise<Artifact> {
  const path = artifactPath(maker);
  const shelf = join(cacheDir(), maker.shelf);
  const draft = `${path}.draft-${process.pid}`;
  await mkdir(shelf, { recursive: true });
  await sweepDrafts(shelf, recipeId(maker.recipe));
  await requireFreeBytes(shelf, maker.needsBytes, maker.recipe.name);
  try {
    await mkdir(draft);
    const provenance = await maker.make(draft, context);
    context.report('verify');
    const sealed: Seal = await seal(draft, provenance);
    await rm(path, { recursive: true, force: true });
    await rename(draft, path);
    return { path, provenance: sealed.provenance };
  } catch (error) {
    throw await explainDiskFull(error, shelf, maker.needsBytes, maker.recipe.name);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Takes away what dead processes left half-done: nobody holds its lock, unless it is ours, which we hold. */
async function sweepDrafts(shelf: string, ours: string): Promise<void> {
  const drafts = (await readdir(shelf)).filter((name) => name.includes('.draft-'));
  for (const name of drafts) {
    const id = name.slice(0, name.lastIndexOf('.draft-'));
    if (id === ours) await rm(join(shelf, name), { recursive: true, force: true });
    else await run(['flock', '--nonblock', lockFile(id), 'rm', '-rf', join(shelf, name)]);
  }
}

function lockFile(id: string): string {
  return join(cacheDir(), 'locks', `${id}.lock`);
}

function artifactPath({ shelf, recipe }: Pick<Maker, 'shelf' | 'recipe'>): string {
  return join(cacheDir(), shelf, recipeId(recipe));
}

function reporter(component: string, { progress }: SetupOptions): MakeContext['report'] {
  const begun = performance.now();
  return (phase, detail) =>
    progress?.({ component, phase, elapsedMs: performance.now() - begun, ...(detail === undefined ? {} : { detail }) });
}

function signalOf({ signal }: SetupOptions): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}
