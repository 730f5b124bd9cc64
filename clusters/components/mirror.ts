import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BadInput } from '../../support/errors';
import { imageName } from '../images/names';

/**
 * `ENDSTATE_MIRROR`: a folder of what a machine without downloads cannot bring itself. A manifest lies there as `<CNI>-<version>.yaml`, an
 * image's archive as its name in full with `_` for every `/`, `:` and `@`, and `.tar`.
 */
function mirrorFolder(): string | undefined {
  return process.env.ENDSTATE_MIRROR ? resolve(process.env.ENDSTATE_MIRROR) : undefined;
}

/** The path at which the mirror would hold a file; undefined without a mirror. Throws BadInput where the folder is none. */
export async function placeInMirror(name: string): Promise<string | undefined> {
  const folder = mirrorFolder();
  if (folder === undefined) return undefined;
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return join(folder, name);
  throw new BadInput({
    what: `ENDSTATE_MIRROR is ${folder}, which is no folder`,
    next: 'name a folder that holds manifests and image archives, or unset it',
  });
}

/** What the mirror holds under a name; undefined where it holds nothing. */
export async function readFromMirror(name: string): Promise<Buffer | undefined> {
  const path = await placeInMirror(name);
  return path === undefined ? undefined : readFile(path).catch(absent);
}

/** The path of an image's archive (OCI or Docker, as `docker save` or `ctr images export` writes it); undefined where there is none. */
export async function archiveInMirror(image: string): Promise<string | undefined> {
  const path = await placeInMirror(archiveNameOf(image));
  return path !== undefined && (await stat(path).catch(absent)) ? path : undefined;
}

/** The name that an image's archive has in a mirror. */
export function archiveNameOf(image: string): string {
  return `${imageName(image).full.replaceAll(/[/:@]/g, '_')}.tar`;
}

/** A file that is there and cannot be read is not one that is not there. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
