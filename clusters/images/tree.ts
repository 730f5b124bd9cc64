import type { Dirent } from 'node:fs';
import { readdir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from './layer';

export interface Tree {
  /** A folder on this machine. */
  readonly from: string;
  /** Where the image has it, without a leading slash; empty for the image's root. */
  readonly to: string;
  /** What is not taken, with all below it: by its path below `from`; a folder's ends with a slash. */
  readonly without?: readonly RegExp[];
  /** Links to folders that are taken as those folders, by their path below `from`. */
  readonly follow?: readonly string[];
}

/** All files, folders and symbolic links of a folder, with their modes. Owners are root; hard links become files of their own. */
export function treeOf({ from, to, without = [], follow = [] }: Tree): Promise<readonly Entry[]> {
  const below = async (folder: string): Promise<readonly Entry[]> => {
    const found = await readdir(join(from, folder), { withFileTypes: true });
    return (await Promise.all(found.map((one) => taken(one, join(folder, one.name))))).flat();
  };
  const taken = async (one: Dirent, path: string): Promise<readonly Entry[]> => {
    const isFolder = one.isDirectory() || follow.includes(path);
    const name = isFolder ? `${path}/` : path;
    if (without.some((pattern) => pattern.test(name))) return [];
    const [source, place] = [join(from, path), join(to, path)];
    if (isFolder) return [{ path: place, mode: (await stat(source)).mode & 0o7777 }, ...(await below(path))];
    if (one.isSymbolicLink()) return [{ path: place, target: await readlink(source) }];
    return one.isFile() ? [{ path: place, source }] : [];
  };
  return below('');
}
