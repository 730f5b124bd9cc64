import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureArtifact, type MakeContext, type Maker } from '../components/artifact';
import { machineRootfs } from '../components/debian/machine-packages';
import { rootfsMaker } from '../components/debian/rootfs';
import type { Provenance } from '../lab';
import { withContainerd } from './containerd';
import type { ImageName } from './names';

const pulledWithinMs = 5 * 60_000;

/** Pulls for this machine's platform only; the archive keeps the registry's own manifests, so digests stay true. */
const script = `
ctr images pull --platform "$2" "$1" >&2
ctr images export --platform "$2" /exchange/image.tar "$1"
ctr images list name=="$1" | tail -n 1 | awk '{ print $3 }'
`;

/** How to take the published image. Unproven on the machines this was written on: none of them reaches a registry. */
export function pulledImage({ full, repository, tag, digest }: ImageName): Maker {
  return {
    shelf: 'images',
    recipe: { name: repository, version: tag ?? 'by-digest', inputs: { pulled: full, digest, arch: process.arch } },
    needsBytes: 2 ** 30,
    make: (dir, context) => pull(full, dir, context),
  };
}

async function pull(full: string, dir: string, context: MakeContext): Promise<readonly Provenance[]> {
  const rootfs = await ensureArtifact(await rootfsMaker(machineRootfs), context);
  context.report('fetch', full);
  const scratch = await mkdtemp(join(tmpdir(), 'endstate-pull-'));
  try {
    await mkdir(join(scratch, 'root'));
    const platform = process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64';
    const digest = await withContainerd({
      rootfs: join(rootfs.path, 'root'),
      root: join(scratch, 'root'),
      exchange: dir,
      script,
      args: [full, platform],
      timeoutMs: pulledWithinMs,
      failure: {
        what: `image ${full} could not be pulled`,
        next: 'try again, or make it here: ENDSTATE_SOURCE=build npm run setup',
      },
      ...(context.signal ? { signal: context.signal } : {}),
    });
    return [{ name: full, version: digest.trim(), source: 'registry' }];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
