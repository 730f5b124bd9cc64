import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadAnswer } from '../answers/answer';
import { readLaidAnswer } from '../answers/read-answer';
import { writeAnswer } from '../answers/write-answer';

/** Below an answer's folder, what was handed in, in a folder that is called as its hash. */
const copies = 'handed-in';

/**
 * Keeps what was read, whole or not at all: labs are given this, however the contestant's own files change meanwhile, and no answer
 * is kept in memory. A copy of something else that was handed in under the name goes.
 */
export async function keepHandedIn(content: ReadAnswer, folder: string): Promise<void> {
  const place = join(folder, copies);
  await mkdir(place, { recursive: true, mode: 0o700 });
  const own = join(place, content.hash);
  if (!existsSync(own)) {
    await rm(`${own}.new`, { recursive: true, force: true });
    await writeAnswer(content, `${own}.new`);
    await rename(`${own}.new`, own);
  }
  for (const name of readdirSync(place))
    if (name !== content.hash) await rm(join(place, name), { recursive: true, force: true });
}

/** Rejects with Inconclusive where the copy is not what was handed in, with BadInput where there is none. */
export function readHandedIn({ name, hash, folder }: { name: string; hash: string; folder: string }) {
  return readLaidAnswer(join(folder, copies, hash), name, hash);
}
