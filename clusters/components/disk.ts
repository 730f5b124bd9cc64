import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Inconclusive, messageOf } from '../../support/errors';

/** Rejects with what is free and what is needed before anything is written. */
export async function requireFreeBytes(dir: string, needed: number, forWhat: string): Promise<void> {
  const free = await freeBytes(dir);
  if (free < needed) throw diskFull(dir, free, needed, forWhat);
}

/** The error itself, or the disk's state in words if the error says that the disk is full. */
export async function explainDiskFull(error: unknown, dir: string, needed: number, forWhat: string): Promise<unknown> {
  if (error instanceof Inconclusive || !/ENOSPC|No space left on device|EDQUOT/i.test(messageOf(error))) return error;
  return diskFull(dir, await freeBytes(dir), needed, forWhat, error);
}

function diskFull(dir: string, free: number, needed: number, forWhat: string, cause?: unknown): Inconclusive {
  return new Inconclusive(
    {
      what: `no room on the disk to make ${forWhat}`,
      last: `${gib(free)} free at ${dir}, ${gib(needed)} needed`,
      next: 'free some space, or move the cache: export ENDSTATE_CACHE=/a/larger/disk',
    },
    { cause },
  );
}

/** Free for this user, on the disk that the directory is on or will be on. */
async function freeBytes(dir: string): Promise<number> {
  let existing = dir;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = await statfs(existing);
  return bavail * bsize;
}

function gib(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
