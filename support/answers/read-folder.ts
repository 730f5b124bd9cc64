import { closeSync, type Dirent, fstatSync, opendirSync } from 'node:fs';
import type { Gathered } from './gathered';
import { textOf } from './paths';
import { changed, openUntrusted, readOpen, same } from './read-file';
import { refused, shown } from './refused';

/** Reads an open folder. Nothing is found by its path again: what is swapped for a link meanwhile leads nowhere. */
export function readFolder(fd: number, gathered: Gathered, path = ''): void {
  const before = fstatSync(fd, { bigint: true });
  for (const name of namesIn(fd)) readEntry(fd, name, gathered, `${path}${textOf(name)}`);
  if (!same(before, fstatSync(fd, { bigint: true }))) throw changed(path || '.');
}

/** One after another: a folder may have a million. */
function* namesIn(fd: number): Generator<Buffer> {
  // Types know no names as bytes here.
  const folder = opendirSync(at(fd), { encoding: 'buffer' as BufferEncoding });
  try {
    for (let entry = folder.readSync(); entry; entry = folder.readSync()) yield bytesOf(entry);
  } finally {
    folder.closeSync();
  }
}

function bytesOf(entry: Dirent): Buffer {
  return Buffer.from(entry.name as string | Buffer as Buffer);
}

function readEntry(folder: number, name: Buffer, gathered: Gathered, path: string): void {
  const fd = openUntrusted(Buffer.concat([Buffer.from(`${at(folder)}/`), name]), path);
  try {
    const stats = fstatSync(fd, { bigint: true });
    if (stats.isDirectory()) {
      gathered.folder(path);
      readFolder(fd, gathered, `${path}/`);
      return;
    }
    if (!stats.isFile()) throw refused('links', `${shown(path)} is neither a file nor a folder`, path);
    if (stats.nlink > 1n) throw refused('links', `${shown(path)} is a hard link; copy the file`, path);
    const wanted = gathered.admit(path, Number(stats.size));
    if (wanted === undefined) return;
    const executable = (stats.mode & 0o111n) !== 0n;
    gathered.add({ path: wanted, content: readOpen(fd, stats, path), executable });
  } finally {
    closeSync(fd);
  }
}

/** Node has no openat(2); Linux' /proc leads to what is open, however its path has changed since. */
function at(fd: number): string {
  return `/proc/self/fd/${fd}`;
}
