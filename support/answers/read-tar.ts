import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { messageOf } from '../errors';
import type { Gathered } from './gathered';
import { Refused, refused } from './refused';
import { refuseOddTar } from './tar-shape';

export async function readTar(tar: Buffer, gathered: Gathered): Promise<void> {
  refuseOddTar(tar);
  try {
    await readEntries(tar, gathered);
  } catch (error) {
    throw error instanceof Refused ? error : refused('archive', `the tar file cannot be read: ${messageOf(error)}`);
  }
}

async function readEntries(tar: Buffer, gathered: Gathered): Promise<void> {
  const entries = extract();
  entries.end(tar);
  for await (const entry of entries) {
    const { name, type, size, mode } = entry.header;
    if (type === 'directory') gathered.folder(name);
    const path = type === 'directory' ? undefined : gathered.admit(name, size);
    if (path === undefined) entry.resume();
    else gathered.add({ path, content: await buffer(entry), executable: (mode & 0o111) !== 0 });
  }
}
