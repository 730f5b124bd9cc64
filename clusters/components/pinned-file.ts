import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BadInput, Unsupported } from '../../support/errors';
import type { Provenance } from '../lab';
import { ensureArtifact, findArtifact, type Maker } from './artifact';
import { componentMaker } from './component';
import { fetched, whyNotFrom } from './download';
import { whyNoGo } from './go-build';
import { placeInMirror, readFromMirror } from './mirror';
import type { PinnedComponent } from './pinned';
import type { SetupOptions } from './setup-event';

/** One published file of a release, whose content is known before it is there. */
export interface PinnedFile {
  readonly name: string;
  /** The release's tag. */
  readonly version: string;
  /** Where it is at that tag. */
  readonly url: string;
  /** Of its content, in hexadecimal. */
  readonly sha256: string;
  /** A component whose Go module holds the same file. */
  readonly inModule?: { readonly component: PinnedComponent; readonly path: string };
}

export interface FoundFile {
  readonly text: string;
  readonly provenance: Provenance;
}

/** The name of a file in a mirror. */
export const mirrorNameOf = ({ name, version }: Pick<PinnedFile, 'name' | 'version'>): string =>
  `${name}-${version}.yaml`;

/**
 * Why a file can be had in no way here, and what would help; undefined where it can. Makes nothing. Throws BadInput where the mirror holds
 * another one under its name.
 */
export async function whyNoFile(file: PinnedFile): Promise<string | undefined> {
  if ((await mirrored(file)) !== undefined || (await findArtifact(downloadOf(file)))) return undefined;
  const noDownload = await whyNoDownloadOf(file);
  if (noDownload === undefined) return undefined;
  const noBuild = await whyNoModule(file);
  if (noBuild === undefined) return undefined;
  const why = [noDownload, noBuild].filter(Boolean).join('; ');
  const place = (await placeInMirror('')) ?? 'a folder that ENDSTATE_MIRROR names,';
  return `the manifest of ${file.name} ${file.version} is not here (${why}); put ${file.url} into ${place} as ${mirrorNameOf(file)}`;
}

/**
 * A pinned file: the mirror's, else the cache's, else downloaded, else its Go module's. Its checksum is held against the pinned one
 * whichever way it came. Rejects with BadInput for another content, with Unsupported where there is no way, with Inconclusive where one failed.
 */
export async function ensureFile(file: PinnedFile, options: SetupOptions = {}): Promise<FoundFile> {
  const inMirror = await mirrored(file);
  if (inMirror !== undefined) return found(file, inMirror, 'mirror', mirrorNameOf(file));
  const maker = downloadOf(file);
  if ((await findArtifact(maker)) || (await whyNoDownloadOf(file)) === undefined) {
    const path = join((await ensureArtifact(maker, options)).path, contentName);
    return found(file, checked(file, await readFile(path), path), 'download', new URL(file.url).host);
  }
  const { inModule } = file;
  const missing = await whyNoFile(file);
  if (missing !== undefined || !inModule) throw new Unsupported({ what: missing ?? 'there is no such file' });
  const artifact = await ensureArtifact(await componentMaker(inModule.component), options);
  const path = join(artifact.path, inModule.path);
  return found(file, checked(file, await readFile(path), path), 'go-module', inModule.component.build.module);
}

const contentName = 'manifest.yaml';

function downloadOf(file: PinnedFile): Maker {
  const { name, version, url, sha256 } = file;
  return {
    shelf: 'components',
    recipe: { name: `${name}-manifest`, version, inputs: { url, sha256 } },
    needsBytes: 2 ** 24,
    make: async (dir, context) => {
      context.report('fetch', url);
      await writeFile(join(dir, contentName), checked(file, await fetched(url, context.signal), url));
      return [{ name: `${name} manifest`, version, source: 'download', detail: new URL(url).host }];
    },
  };
}

async function mirrored(file: PinnedFile): Promise<string | undefined> {
  const content = await readFromMirror(mirrorNameOf(file));
  return content && checked(file, content, (await placeInMirror(mirrorNameOf(file))) ?? '');
}

/** The content as text, if it is what is pinned. */
function checked({ name, version, sha256, url }: PinnedFile, content: Buffer, where: string): string {
  const actual = createHash('sha256').update(content).digest('hex');
  if (actual === sha256) return content.toString('utf8');
  throw new BadInput({
    what: `${where} is not the manifest of ${name} ${version} that is pinned`,
    last: `its SHA-256 is ${actual}, and the pinned one ${sha256}`,
    next: where === url ? 'look at what stands between this machine and that host' : `put ${url} there`,
  });
}

async function whyNoDownloadOf({ url }: PinnedFile): Promise<string | undefined> {
  return process.env.ENDSTATE_SOURCE === 'build' ? 'ENDSTATE_SOURCE=build' : whyNotFrom(url);
}

/** An empty reason: nobody would look for it there. */
async function whyNoModule({ inModule }: PinnedFile): Promise<string | undefined> {
  if (!inModule) return '';
  return process.env.ENDSTATE_SOURCE === 'download' ? 'ENDSTATE_SOURCE=download' : whyNoGo(inModule.component);
}

function found({ name, version }: PinnedFile, text: string, source: Provenance['source'], detail: string): FoundFile {
  return { text, provenance: { name: `${name} manifest`, version, source, detail } };
}
