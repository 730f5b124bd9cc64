import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { BadInput } from '../../support/errors';
import type { ImageConfig } from './archive';
import { writeTar } from './layer';

/** Bytes as a registry takes them. */
export interface PushedBlob {
  readonly digest: string;
  readonly content: Buffer;
}

/** An image as a registry takes it: its blobs first, then the manifest that names them. */
export interface PushedImage {
  readonly blobs: readonly PushedBlob[];
  readonly manifest: PushedBlob;
  readonly mediaType: string;
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const mediaTypes = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
} as const;

const programPath = 'program';

/** An image that runs a shell script on what another image holds. `archive` is that one's OCI layout in a tar file. */
export async function imageOfProgram(archive: string, script: string): Promise<PushedImage> {
  const files = await readTar(archive);
  const base = manifestOf(files);
  const layer = blobOf(await tarOf(script));
  const config = blobOf(configOf(json(blobIn(files, base.config.digest)), layer.digest));
  const layers = [...base.layers, descriptor(mediaTypes.layer, layer)];
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: descriptor(mediaTypes.config, config),
    layers,
  };
  const inherited = base.layers.map(({ digest }) => ({ digest, content: blobIn(files, digest) }));
  return {
    blobs: [...inherited, layer, config],
    manifest: blobOf(JSON.stringify(manifest)),
    mediaType: mediaTypes.manifest,
  };
}

async function tarOf(script: string): Promise<Buffer> {
  const scratch = await mkdtemp(join(tmpdir(), 'endstate-layer-'));
  try {
    const file = join(scratch, 'layer.tar');
    await writeTar(file, [{ path: programPath, content: script, mode: 0o755 }]);
    return await readFile(file);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

interface BaseConfig {
  readonly config?: ImageConfig;
  readonly rootfs: { readonly diff_ids: readonly string[] };
}

/** A history of another number of layers would contradict them. */
function configOf(base: BaseConfig & { readonly history?: unknown }, layer: string): string {
  const { history: _, ...rest } = base;
  const config = { ...base.config, Entrypoint: ['/bin/sh', `/${programPath}`], Cmd: [] };
  return JSON.stringify({ ...rest, config, rootfs: { ...base.rootfs, diff_ids: [...base.rootfs.diff_ids, layer] } });
}

/** Through the index of the layout, and that of platforms where a published image has one. */
function manifestOf(files: ReadonlyMap<string, Buffer>): { config: Descriptor; layers: readonly Descriptor[] } {
  const index = files.get('index.json');
  if (!index) throw new BadInput({ what: 'the image archive has no index.json', next: 'name an image of OCI layout' });
  let found = json(index);
  while (found.manifests) found = json(blobIn(files, found.manifests[0].digest));
  return found;
}

function blobIn(files: ReadonlyMap<string, Buffer>, digest: string): Buffer {
  const content = files.get(`blobs/${digest.replace(':', '/')}`);
  if (content) return content;
  throw new BadInput({ what: `the image archive has no blob ${digest}`, next: 'npm run setup makes it again' });
}

// biome-ignore lint/suspicious/noExplicitAny: JSON
function json(content: Buffer): any {
  return JSON.parse(content.toString());
}

function blobOf(content: string | Buffer): PushedBlob {
  const bytes = Buffer.from(content);
  return { digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, content: bytes };
}

function descriptor(mediaType: string, { digest, content }: PushedBlob): Descriptor {
  return { mediaType, digest, size: content.length };
}

async function readTar(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const entry of createReadStream(file).pipe(extract())) {
    files.set(entry.header.name, await buffer(entry));
  }
  return files;
}
