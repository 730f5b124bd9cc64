import { readFile } from 'node:fs/promises';
import { Inconclusive } from '../../support/errors';
import { type Executor, failureText } from '../../support/exec/exec';
import { imageArchive } from '../images';
import type { Provenance } from '../lab';
import { loadArchive } from './host-files';

const loadedWithinMs = 5 * 60_000;

/** Gives a host's Docker the images that it has not yet. Resolves with where those came from. */
export async function loadImages(
  host: Executor,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly Provenance[]> {
  const origins: Provenance[] = [];
  for (const name of new Set(names)) {
    if ((await host.exec(['docker', 'image', 'inspect', name], { signal })).exitCode === 0) continue;
    const { path, provenance } = await imageArchive(name, { signal });
    const input = await readFile(path);
    const result = await host.exec([loadArchive, name], { input, signal, timeoutMs: loadedWithinMs });
    if (result.exitCode !== 0) {
      throw new Inconclusive({ what: `${name} could not be loaded on ${host.name}`, last: failureText(result) });
    }
    origins.push(provenance);
  }
  return origins;
}
