import { archiveInMirror, archiveNameOf } from '../components/mirror';
import { ensureFile, type FoundFile, whyNoFile } from '../components/pinned-file';
import type { SetupOptions } from '../components/setup-event';
import { whyNoImage } from '../images/image';
import type { ManifestCni } from './cni';
import { manifestCnis } from './registry';

/** What of a CNI is on this machine once labs with it can be made. */
export interface CniMaterial {
  readonly cni: ManifestCni;
  readonly manifest: FoundFile;
  /** By image, its archive in the mirror. The others come as every image does. */
  readonly archives: Readonly<Record<string, string>>;
  /** Images that have no archive there. */
  readonly images: readonly string[];
}

/**
 * Why the manifest or an image of a CNI cannot be had here, and what to put where; undefined where nothing lacks, and for CNIs that are
 * files on nodes. Throws BadInput where the mirror holds another manifest than the pinned one.
 */
export async function whyNotHere(name: string): Promise<string | undefined> {
  const cni = manifestCnis[name];
  if (!cni) return undefined;
  const noManifest = await whyNoManifest(name);
  if (noManifest !== undefined) return noManifest;
  for (const image of cni.images) {
    const noImage = (await archiveInMirror(image)) ? undefined : await whyNoImage(image);
    if (noImage === undefined) continue;
    return `CNI ${name} needs the image ${image} (${noImage}); put its archive into a folder that ENDSTATE_MIRROR names, as ${archiveNameOf(image)}`;
  }
  return undefined;
}

/** The same of the manifest alone, for clusters whose nodes have a registry. */
export async function whyNoManifest(name: string): Promise<string | undefined> {
  const cni = manifestCnis[name];
  return cni && whyNoFile(cni.manifest);
}

/** The manifest of a CNI that has one, and where its images are; undefined for the others. Rejects as {@link ensureFile} does. */
export async function cniMaterial(name: string, options: SetupOptions): Promise<CniMaterial | undefined> {
  const cni = manifestCnis[name];
  if (!cni) return undefined;
  const manifest = await ensureFile(cni.manifest, options);
  const found = await Promise.all(cni.images.map(async (image) => [image, await archiveInMirror(image)] as const));
  const archives = Object.fromEntries(found.flatMap(([image, path]) => (path === undefined ? [] : [[image, path]])));
  return { cni, manifest, archives, images: cni.images.filter((image) => !(image in archives)) };
}
