import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BadInput, messageOf } from '../errors';
import { isManifestFile, type Manifest, parseManifests } from './parse-manifests';

/** Reads a file, or every `.yaml`, `.yml` and `.json` under a folder, in the order of their paths. */
export async function readManifests(path: string): Promise<readonly Manifest[]> {
  const files = await manifestFiles(path);
  const manifests = await Promise.all(files.map(async (file) => parseManifests(await readFile(file, 'utf8'), file)));
  if (files.length > 0) return manifests.flat();
  throw new BadInput({ what: `${path} holds no manifest`, next: 'put a .yaml, .yml or .json file there' });
}

async function manifestFiles(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && isManifestFile(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    throw new BadInput({ what: `${path} cannot be read`, last: messageOf(error) }, { cause: error });
  }
}
