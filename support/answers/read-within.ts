import { closeSync, fstatSync } from 'node:fs';
import type { ReadAnswer, Reading } from './answer';
import { Gathered } from './gathered';
import { gunzip } from './gunzip';
import { identityOf } from './identity';
import { type AnswerLimits, archiveBytes, sizeWords } from './limits';
import { openUntrusted, readOpen } from './read-file';
import { readFolder } from './read-folder';
import { readTar } from './read-tar';
import { readZip } from './read-zip';
import { Refused, refused } from './refused';
import { unwrapped } from './unwrap';
import { tryYaml } from './yaml-files';

/** Reads an answer in this process, which is to be one that can be ended: see read-answer.ts. */
export async function readWithin(path: string, name: string, limits: AnswerLimits, asItIs = false): Promise<Reading> {
  try {
    const gathered = new Gathered(limits);
    await gather(path, name, gathered, limits);
    return settled(name, gathered, asItIs);
  } catch (error) {
    if (error instanceof Refused) return { refused: error.broken };
    throw error;
  }
}

async function gather(path: string, name: string, gathered: Gathered, limits: AnswerLimits): Promise<void> {
  const fd = openUntrusted(path, name);
  try {
    const stats = fstatSync(fd, { bigint: true });
    if (stats.isDirectory()) {
      readFolder(fd, gathered);
      return;
    }
    if (!stats.isFile()) throw refused('archive', 'an answer is a folder, a tar or a zip file', name);
    const most = archiveBytes(limits);
    if (stats.size > BigInt(most)) throw refused('limits', `the archive is larger than ${sizeWords(most)}`, name);
    await unpack(readOpen(fd, stats, name), gathered, limits);
  } finally {
    closeSync(fd);
  }
}

/** What a file is, its first bytes say, whatever its name. What is packed within is a file like any other. */
async function unpack(archive: Buffer, gathered: Gathered, limits: AnswerLimits): Promise<void> {
  const starts = (bytes: string, at = 0) => archive.subarray(at, at + bytes.length).toString('latin1') === bytes;
  if (starts('PK\x03\x04') || starts('PK\x05\x06')) return readZip(archive, gathered, limits);
  const tar = starts('\x1f\x8b') ? gunzip(archive, limits) : archive;
  if (tar.subarray(257, 262).toString('latin1') === 'ustar') return readTar(tar, gathered);
  throw refused('archive', 'the file is neither a tar nor a zip file; pack the folder with tar, tar and gzip, or zip');
}

function settled(name: string, gathered: Gathered, asItIs: boolean): ReadAnswer {
  const kept = asItIs ? gathered.files : unwrapped(gathered.files);
  if (kept.length === 0) throw refused('archive', 'there is no file in it');
  const files = new Map(kept.map(({ path, content }) => [path, content]));
  const executable = new Set(kept.filter((file) => file.executable).map(({ path }) => path));
  const broken = tryYaml(files);
  return { name, files, executable, hash: identityOf(files, executable), leftOut: gathered.leftOut, broken };
}
