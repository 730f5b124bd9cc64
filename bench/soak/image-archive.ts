import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureArtifact } from '../../clusters/components/artifact';
import { machineRootfs } from '../../clusters/components/debian/machine-packages';
import { rootfsMaker } from '../../clusters/components/debian/rootfs';
import { type Entry, writeTar } from '../../clusters/images/layer';

/** What is written into an archive in place of what belongs there. */
export interface Oddities {
  /** Further entries of the image's one layer. */
  readonly inLayer?: readonly Entry[];
  /** Further entries of the archive, or others in place of its own. */
  readonly inArchive?: readonly Entry[];
}

/**
 * Writes a finished image in the format of `docker save`: BusyBox, and a shell script that its containers run. It is small enough to be handed
 * in, and needs no Docker to be made.
 */
export async function writeImageOf(file: string, script: string, odd: Oddities = {}): Promise<void> {
  const { path } = await ensureArtifact(await rootfsMaker(machineRootfs));
  const scratch = mkdtempSync(join(tmpdir(), 'endstate-image-'));
  try {
    const layer = join(scratch, 'layer.tar');
    const busybox = { path: 'bin/busybox', source: realpathSync(join(path, 'root/bin/busybox')), mode: 0o755 };
    const { sha256 } = await writeTar(layer, [busybox, ...(odd.inLayer ?? [])]);
    const config = JSON.stringify({
      architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
      os: 'linux',
      config: { Entrypoint: ['/bin/busybox', 'sh', '-c', script] },
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256}`] },
    });
    const configFile = `${createHash('sha256').update(config).digest('hex')}.json`;
    const manifest = [{ Config: configFile, RepoTags: ['ictsc-dit:mine'], Layers: ['layer.tar'] }];
    await writeTar(file, [
      { path: 'manifest.json', content: JSON.stringify(manifest) },
      { path: configFile, content: config },
      { path: 'layer.tar', content: readFileSync(layer) },
      ...(odd.inArchive ?? []),
    ]);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
