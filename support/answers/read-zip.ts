import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { messageOf } from '../errors';
import type { Gathered } from './gathered';
import { type AnswerLimits, unpackedBytes } from './limits';
import { textOf } from './paths';
import { Refused, refused } from './refused';
import {
  type DirectoryPlace,
  directoryOf,
  type Extent,
  extentOf,
  refuseGaps,
  refuseOddEntry,
  refuseOddLocal,
} from './zip-shape';

export async function readZip(zip: Buffer, gathered: Gathered, limits: AnswerLimits): Promise<void> {
  const directory = directoryOf(zip);
  if (directory.entries > 2 * limits.files)
    throw refused(
      'limits',
      `the zip file names ${directory.entries} files and folders, and ${limits.files} files is the limit`,
    );
  try {
    await readEntries(zip, directory, gathered, limits);
  } catch (error) {
    throw error instanceof Refused ? error : refused('archive', `the zip file cannot be read: ${messageOf(error)}`);
  }
}

async function readEntries(zip: Buffer, directory: DirectoryPlace, gathered: Gathered, limits: AnswerLimits) {
  const file = await fromBufferPromise(zip, { decodeStrings: false, lazyEntries: true });
  const extents: Extent[] = [];
  let named = directory.from;
  let unpacked = 0;
  for await (const entry of file.eachEntry()) {
    const name = nameOf(entry);
    refuseOddEntry(entry, name);
    named += 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    unpacked += entry.uncompressedSize;
    if (unpacked > unpackedBytes(zip.length, limits))
      throw refused('limits', `the zip file unpacks to more than ${limits.ratio} times its size`, name);
    extents.push(await readEntry(zip, file, entry, name, gathered));
  }
  if (named !== directory.to) throw refused('archive', "the zip file's directory does not end where it says");
  refuseGaps(extents, directory);
}

async function readEntry(zip: Buffer, file: ZipFile, entry: Entry, name: string, gathered: Gathered): Promise<Extent> {
  const local = await file.readLocalFileHeaderPromise(entry);
  refuseOddLocal(entry, local, name);
  const start = local.fileDataStart;
  const extent = extentOf(zip, entry, start, name);
  if (name.endsWith('/')) gathered.folder(name);
  const path = name.endsWith('/') ? undefined : gathered.admit(name, entry.uncompressedSize);
  if (path !== undefined) {
    const content = contentOf(entry, zip.subarray(start, start + entry.compressedSize), name);
    gathered.add({ path, content, executable: ((entry.externalFileAttributes >>> 16) & 0o111) !== 0 });
  }
  return extent;
}

/** Exactly as many bytes as the directory says, from exactly those that it names. */
function contentOf(entry: Entry, packed: Buffer, name: string): Buffer {
  const content = entry.compressionMethod === 0 ? Buffer.from(packed) : inflated(packed, entry.uncompressedSize, name);
  if (content.length !== entry.uncompressedSize) throw refused('archive', 'unpacks to another size than it says', name);
  if (crc32(content) !== entry.crc32) throw refused('archive', 'is damaged: its checksum is another', name);
  return content;
}

function inflated(packed: Buffer, size: number, name: string): Buffer {
  try {
    const options = { maxOutputLength: Math.max(size, 1), info: true };
    const { buffer, engine } = inflateRawSync(packed, options) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    if (engine.bytesWritten === packed.length) return buffer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw refused('limits', `unpacks to more than the ${size} bytes that it says`, name);
    throw refused('archive', `cannot be unpacked: ${messageOf(error)}`, name);
  }
  throw refused('archive', 'there are bytes after the end of its packed data', name);
}

const cp932 = new TextDecoder('shift_jis', { fatal: true });

/** UTF-8, which macOS' and Linux' programs do not always say; else what Windows writes in Japan. Parts have ASCII names. */
function nameOf({ fileNameRaw, generalPurposeBitFlag }: Entry): string {
  try {
    return textOf(fileNameRaw);
  } catch (error) {
    if (generalPurposeBitFlag & 0x800) throw error;
    try {
      return cp932.decode(fileNameRaw);
    } catch {
      throw error;
    }
  }
}
