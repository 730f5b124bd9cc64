import { type BigIntStats, constants, fstatSync, openSync, readSync } from 'node:fs';
import { refused } from './refused';

/** The last name must be no link; a FIFO is opened without waiting for a writer, and refused by its kind. */
export const untrusted = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Opens what may be a link, or gone by now. Throws Refused for a link. */
export function openUntrusted(path: string | Buffer, name: string): number {
  try {
    return openSync(path, untrusted);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') throw refused('links', 'is a link; an answer holds its files itself', name);
    if (code === 'ENXIO') throw refused('links', 'is a socket; an answer holds plain files', name);
    if (code === 'ENOENT') throw changed(name);
    throw error;
  }
}

/** All of an open regular file of that size. Throws Refused where it is being written to. */
export function readOpen(fd: number, before: BigIntStats, name: string): Buffer {
  const size = Number(before.size);
  const content = Buffer.alloc(size + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length <= size; length += read) {
    read = readSync(fd, content, length, content.length - length, length);
  }
  if (length !== size || !same(before, fstatSync(fd, { bigint: true }))) throw changed(name);
  return content.subarray(0, size);
}

/** Whether nothing was written between two looks: the kernel sets ctime, nobody else can. */
export function same(a: BigIntStats, b: BigIntStats): boolean {
  return a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}

export function changed(name: string): Error {
  return refused('links', 'changed while it was read; hand it in again when nobody writes to it', name);
}
