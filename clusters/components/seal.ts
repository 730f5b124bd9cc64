import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, type Stats } from 'node:fs';
import { lstat, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pLimit from 'p-limit';
import type { Provenance } from '../lab';

/** One file as it was when the thing was made. Symbolic links have a target instead of content. */
interface SealedFile {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly sha256?: string;
  readonly target?: string;
}

/** What lies beside a finished thing in the cache: proof that it is whole, and where it came from. */
export interface Seal {
  readonly provenance: readonly Provenance[];
  readonly files: readonly SealedFile[];
}

const sealFile = 'seal.json';
/** As many as Node.js has threads for files. */
const several = pLimit(4);

/** Hashes everything in `dir` and writes the seal; the last thing that happens to a directory before it is moved in. */
export async function seal(dir: string, provenance: readonly Provenance[]): Promise<Seal> {
  const files = await Promise.all((await filesIn(dir)).map((path) => several(() => sealedFile(dir, path))));
  const written = { provenance, files };
  await writeFile(join(dir, sealFile), JSON.stringify(written));
  return written;
}

/** The seal of `dir`, or undefined if there is none or it is unreadable. */
export async function readSeal(dir: string): Promise<Seal | undefined> {
  try {
    return JSON.parse(await readFile(join(dir, sealFile), 'utf8')) as Seal;
  } catch {
    return undefined;
  }
}

/** The first file whose size or modification time is not the sealed one; undefined when all are. A stat a file. */
export function firstChanged(dir: string, { files }: Seal): string | undefined {
  return files.find(({ path, size, mtimeMs, target }) => {
    const stats = lstatSync(join(dir, path), { throwIfNoEntry: false });
    return !stats || (target === undefined && (stats.size !== size || stats.mtimeMs !== mtimeMs));
  })?.path;
}

/** Like {@link firstChanged}, but by content: reads every byte. */
export async function firstCorrupt(dir: string, { files }: Seal): Promise<string | undefined> {
  const now = await Promise.all(files.map(({ path }) => several(() => sealedFile(dir, path).catch(() => undefined))));
  return files.find((file, index) => now[index]?.sha256 !== file.sha256 || now[index]?.target !== file.target)?.path;
}

/** The SHA-256 of a file's content, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash);
  return hash.digest('hex');
}

async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();
}

async function sealedFile(dir: string, path: string): Promise<SealedFile> {
  const full = join(dir, path);
  const stats: Stats = await lstat(full);
  const same = { path, size: stats.size, mtimeMs: stats.mtimeMs };
  return stats.isSymbolicLink() ? { ...same, target: await readlink(full) } : { ...same, sha256: await sha256Of(full) };
}
