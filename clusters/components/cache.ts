import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where everything that is made once is kept: `ENDSTATE_CACHE`, else `~/.cache/endstate` (for root: `/root/.cache/endstate`).
 * It lies outside the checkout, may be moved, and may be shared by several checkouts and processes.
 */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env.ENDSTATE_CACHE || join(env.HOME || homedir(), '.cache', 'endstate'));
}

/** The kinds of things kept, each a directory of its own below the cache. */
export type Shelf = 'components' | 'images' | 'image-stores';
