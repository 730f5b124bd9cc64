import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Header, type Pack, pack } from 'tar-stream';

/** One path of an image: a directory unless it has content, a source or a target. Modes default to 0755 and 0644. */
export interface Entry {
  /** Without a leading slash. */
  readonly path: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly content?: string | Buffer;
  /** A file on this machine whose content it has. */
  readonly source?: string;
  /** What a symbolic link points to. */
  readonly target?: string;
}

export interface Blob {
  readonly sha256: string;
  readonly size: number;
}

/** Every time stamp in an image: equal content gives equal digests. */
export const epoch = new Date(0);

/** Writes entries, with the directories above them, as one tar file. Equal entries give equal bytes. */
export async function writeTar(file: string, entries: readonly Entry[]): Promise<Blob> {
  const tar = pack();
  const hash = createHash('sha256');
  let size = 0;
  const count = new PassThrough().on('data', (chunk: Buffer) => {
    hash.update(chunk);
    size += chunk.length;
  });
  const written = pipeline(tar, count, createWriteStream(file));
  await Promise.all([written, addAll(tar, withParents(entries))]);
  return { sha256: hash.digest('hex'), size };
}

async function addAll(tar: Pack, entries: readonly Entry[]): Promise<void> {
  for (const entry of entries) await add(tar, entry);
  tar.finalize();
}

async function add(tar: Pack, { path, mode, uid = 0, gid = 0, content, source, target }: Entry): Promise<void> {
  const owner = { uid, gid, mtime: epoch };
  if (target !== undefined)
    return addWhole(tar, { name: path, type: 'symlink', linkname: target, mode: 0o777, ...owner });
  if (content !== undefined) return addWhole(tar, { name: path, mode: mode ?? 0o644, ...owner }, content);
  if (source === undefined)
    return addWhole(tar, { name: `${path}/`, type: 'directory', mode: mode ?? 0o755, ...owner });
  const { size, mode: ofSource } = await lstat(source);
  const entry = tar.entry({ name: path, size, mode: mode ?? ofSource & 0o777, ...owner });
  await pipeline(createReadStream(source), entry);
}

function addWhole(
  tar: Pack,
  header: Partial<Header> & Pick<Header, 'name'>,
  content: string | Buffer = '',
): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.entry(header, content, (error) => (error ? reject(error) : resolve()));
  });
}

function withParents(entries: readonly Entry[]): readonly Entry[] {
  const all = new Map<string, Entry>();
  for (const entry of entries) {
    const parts = entry.path.split('/');
    for (let depth = 1; depth < parts.length; depth += 1) {
      const parent = parts.slice(0, depth).join('/');
      if (!all.has(parent)) all.set(parent, { path: parent });
    }
    all.set(entry.path, entry);
  }
  return [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
