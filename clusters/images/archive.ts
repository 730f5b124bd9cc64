import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Blob, type Entry, epoch, writeTar } from './layer';

/** What an image says about itself, in the OCI image specification's words. */
export interface ImageConfig {
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly User?: string;
  readonly Env?: readonly string[];
  readonly WorkingDir?: string;
  readonly ExposedPorts?: Readonly<Record<string, Record<string, never>>>;
  readonly StopSignal?: string;
  readonly Labels?: Readonly<Record<string, string>>;
}

const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
} as const;

const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';

/**
 * Writes an OCI image layout as one tar file (image-spec 1.1, image-layout.md), with one uncompressed layer, which
 * importing needs not inflate. `full` is the name containerd keeps it under.
 */
export async function writeImageArchive(
  file: string,
  full: string,
  entries: readonly Entry[],
  config: ImageConfig,
): Promise<void> {
  const scratch = `${file}.d`;
  await mkdir(scratch);
  const layerFile = join(scratch, 'layer.tar');
  const layer = await writeTar(layerFile, entries);
  const configJson = json({
    created: epoch.toISOString(),
    architecture,
    os: 'linux',
    config,
    rootfs: { type: 'layers', diff_ids: [`sha256:${layer.sha256}`] },
  });
  const manifestJson = json({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: descriptor('config', configJson.blob),
    layers: [descriptor('layer', layer)],
  });
  const name = { 'io.containerd.image.name': full, 'org.opencontainers.image.ref.name': full.split(':').at(-1) };
  const manifest = { ...descriptor('manifest', manifestJson.blob), annotations: name };
  await writeTar(file, [
    { path: 'oci-layout', content: JSON.stringify({ imageLayoutVersion: '1.0.0' }) },
    {
      path: 'index.json',
      content: JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests: [manifest] }),
    },
    { path: blobPath(layer), source: layerFile, mode: 0o644 },
    { path: blobPath(configJson.blob), content: configJson.text },
    { path: blobPath(manifestJson.blob), content: manifestJson.text },
  ]);
  await rm(scratch, { recursive: true });
}

function json(value: unknown): { text: string; blob: Blob } {
  const text = JSON.stringify(value);
  return { text, blob: { sha256: createHash('sha256').update(text).digest('hex'), size: Buffer.byteLength(text) } };
}

function descriptor(kind: keyof typeof mediaTypes, { sha256, size }: Blob) {
  return { mediaType: mediaTypes[kind], digest: `sha256:${sha256}`, size };
}

function blobPath({ sha256 }: Blob): string {
  return `blobs/sha256/${sha256}`;
}
