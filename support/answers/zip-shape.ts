import type { Entry, LocalFileHeader } from 'yauzl';
import { refused } from './refused';

/*
 * A zip file says everything twice: in the directory at its end, and before each file's data. Programs differ in which they
 * believe, and in what they make of bytes that neither names. Here both have to agree, and nothing lies between.
 */

const signatures = { local: 0x04034b50, descriptor: 0x08074b50, directoryEnd: 'PK\x05\x06' } as const;
const flags = { encrypted: 0x1, descriptor: 0x8, strong: 0x40, masked: 0x2000 } as const;
const zip64 = 0xffffffff;

/** Where the data of the zip file ends and its directory begins, as the end of the directory says. */
export interface DirectoryPlace {
  readonly from: number;
  readonly to: number;
  readonly entries: number;
}

/** Throws Refused where anything follows the directory, or where it is not all in this file. */
export function directoryOf(zip: Buffer): DirectoryPlace {
  const end = zip.lastIndexOf(signatures.directoryEnd, undefined, 'latin1');
  if (end < 0 || end + 22 > zip.length) throw refused('archive', 'the zip file has no directory at its end');
  if (end + 22 + zip.readUInt16LE(end + 20) !== zip.length)
    throw refused('archive', 'there is something after the end of the zip file');
  const [disk, firstDisk, here, entries] = [4, 6, 8, 10].map((at) => zip.readUInt16LE(end + at));
  const [size = 0, from = 0] = [12, 16].map((at) => zip.readUInt32LE(end + at));
  if (disk !== 0 || firstDisk !== 0 || here !== entries) throw refused('archive', 'the zip file is a part of several');
  // Zip64's own records would lie between.
  if (from + size !== end) throw refused('archive', "the zip file's directory is not where it says, or is of zip64");
  return { from, to: end, entries: entries ?? 0 };
}

/** Throws Refused for what an answer has no use for. */
export function refuseOddEntry(entry: Entry, name: string): void {
  const { generalPurposeBitFlag: flag, compressionMethod: method } = entry;
  if (flag & (flags.encrypted | flags.strong | flags.masked)) throw refused('archive', 'is encrypted', name);
  if (method !== 0 && method !== 8) throw refused('archive', `is compressed by method ${method}, not by deflate`, name);
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (kind === 0o120000) throw refused('links', 'is a symbolic link; an answer holds plain files', name);
  if (kind !== 0 && kind !== (name.endsWith('/') ? 0o040000 : 0o100000))
    throw refused('links', 'is neither a file nor a folder, or not what its name says', name);
  if (name.endsWith('/') && entry.uncompressedSize > 0) throw refused('archive', 'a folder has content', name);
  const sizes = [entry.compressedSize, entry.uncompressedSize, entry.relativeOffsetOfLocalHeader];
  if (sizes.some((size) => size >= zip64) || entry.extraFields.some(({ id }) => id === 0x0001))
    throw refused('archive', 'has sizes of zip64, which an answer never needs', name);
  const otherName = entry.extraFields.some(
    ({ id, data }) => id === 0x7075 && !data.subarray(5).equals(entry.fileNameRaw),
  );
  if (otherName) throw refused('paths', 'has two names, one of them in an extra field', name);
}

/** Throws Refused where the header before the data says another thing than the directory. */
export function refuseOddLocal(entry: Entry, local: LocalFileHeader, name: string): void {
  const differing = (['generalPurposeBitFlag', 'compressionMethod'] as const).find((key) => entry[key] !== local[key]);
  if (!local.fileName.equals(entry.fileNameRaw)) throw mismatch('name', name);
  if (differing) throw mismatch(differing, name);
  const said = (['crc32', 'compressedSize', 'uncompressedSize'] as const).map(
    (key) => [key, entry[key], local[key]] as const,
  );
  // With a descriptor after the data, the header before them says nothing.
  const silent = hasDescriptor(entry);
  const wrong = said.find(([, central, before]) => before !== central && !(silent && before === 0));
  if (wrong) throw mismatch(wrong[0], name);
}

function mismatch(what: string, name: string) {
  return refused('archive', `the zip file's directory and the file's own header differ in its ${what}`, name);
}

function hasDescriptor(entry: Entry): boolean {
  return (entry.generalPurposeBitFlag & flags.descriptor) !== 0;
}

/** What lies where, from the entry's header to the end of its data or of the descriptor after them. */
export interface Extent {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Throws Refused where a descriptor after the data says another thing than the directory. */
export function extentOf(zip: Buffer, entry: Entry, dataStart: number, name: string): Extent {
  const end = dataStart + entry.compressedSize;
  const from = entry.relativeOffsetOfLocalHeader;
  if (!hasDescriptor(entry)) return { name, from, to: end };
  if (end + 16 > zip.length) throw mismatch('descriptor', name);
  const start = zip.readUInt32LE(end) === signatures.descriptor ? end + 4 : end;
  const said = [0, 4, 8].map((at) => zip.readUInt32LE(start + at));
  const expected = [entry.crc32, entry.compressedSize, entry.uncompressedSize];
  if (said.some((value, index) => value !== expected[index])) throw mismatch('descriptor', name);
  return { name, from, to: start + 12 };
}

/** Throws Refused for data that two entries share, and for bytes that belong to none. */
export function refuseGaps(extents: readonly Extent[], directory: DirectoryPlace): void {
  let at = 0;
  for (const { name, from, to } of extents.toSorted((a, b) => a.from - b.from)) {
    if (from < at) throw refused('archive', 'shares its data with another file of the zip file', name);
    if (from > at) throw refused('archive', 'there is something before it that the zip file does not name', name);
    at = to;
  }
  if (at !== directory.from) throw refused('archive', 'there is something before the directory of the zip file');
}
