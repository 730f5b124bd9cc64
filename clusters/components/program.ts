import { join } from 'node:path';
import { ensureArtifact } from './artifact';
import { componentMaker } from './component';
import type { PinnedComponent } from './pinned';
import type { SetupOptions } from './setup-event';

/**
 * The path, on this computer, of a component's first program, made now if the cache has it not: for what asks a cluster's
 * API server from here, whichever provider made the cluster. Rejects as {@link ensureArtifact} does.
 */
export async function ensureProgram(component: PinnedComponent, options: SetupOptions = {}): Promise<string> {
  const { path } = await ensureArtifact(await componentMaker(component), options);
  return join(path, 'bin', component.programs[0]?.name ?? component.name);
}
