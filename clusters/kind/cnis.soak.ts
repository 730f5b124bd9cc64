import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { flannel } from '../cni/flannel';
import { whyNotHere } from '../cni/here';
import { manifestCnis, whyNotTogether } from '../cni/registry';
import { archiveNameOf } from '../components/mirror';
import { ensureFile, mirrorNameOf } from '../components/pinned-file';
import { smallSpec } from '../contract/small';
import { contractSpec, providerContract } from '../contract/suite';
import { imageArchive } from '../images';
import type { LabSpec } from '../lab';
import { kind } from './provider';
import { ofLabs, skip, withDocker } from './testdata/docker';

const upWithinMs = 600_000;
const small: LabSpec = { ...smallSpec, cni: 'flannel', kubeProxy: 'nftables' };

/** The first Kubernetes and mode that a CNI goes with. */
function specWith(cni: string): LabSpec {
  const { kubernetes, kubeProxyModes } = manifestCnis[cni] ?? {};
  const minor = kubernetes?.minors[0] ?? contractSpec.kubernetes;
  return { ...contractSpec, cni, kubernetes: minor, kubeProxy: kubeProxyModes?.[0] ?? contractSpec.kubeProxy };
}

/** `npm run soak -- kind-cnis`: the contract with each CNI that can be had here, by its own manifest; one of them from a mirror. */
async function main(): Promise<void> {
  const able: LabSpec[] = [];
  for (const cni of Object.keys(manifestCnis)) {
    const spec = specWith(cni);
    const reason = whyNotTogether(spec) ?? (await whyNotHere(cni));
    if (reason === undefined) able.push(spec);
    else console.log(`skipped: CNI ${cni}: ${reason}`);
  }
  withDocker(...able, small);
  for (const spec of able) providerContract(kind, spec, upWithinMs);
  describe('a mirror', () => {
    it('gives a CNI its manifest and its images, and the lab says so', fromMirror);
    it('gives no lab where its manifest is another one, and nothing is left', fromWrongMirror);
  });
}

async function fromMirror(): Promise<void> {
  const mirror = await mkdtemp(join(tmpdir(), 'endstate-mirror-'));
  await writeFile(join(mirror, mirrorNameOf(flannel.manifest)), (await ensureFile(flannel.manifest)).text);
  for (const image of flannel.images)
    await copyFile((await imageArchive(image)).path, join(mirror, archiveNameOf(image)));
  process.env.ENDSTATE_MIRROR = mirror;
  try {
    const lab = await kind.create(small, { signal: AbortSignal.timeout(upWithinMs) });
    try {
      const mirrored = lab.provenance.filter(({ source }) => source === 'mirror').map(({ name }) => name);
      assert.deepEqual(mirrored.sort(), ['flannel manifest', ...flannel.images].sort());
    } finally {
      await kind.destroy(lab);
    }
  } finally {
    delete process.env.ENDSTATE_MIRROR;
    await rm(mirror, { recursive: true });
  }
}

async function fromWrongMirror(): Promise<void> {
  const before = await ofLabs();
  const mirror = await mkdtemp(join(tmpdir(), 'endstate-mirror-'));
  await writeFile(join(mirror, mirrorNameOf(flannel.manifest)), 'kind: Namespace\n');
  process.env.ENDSTATE_MIRROR = mirror;
  try {
    const creating = kind.create(small, { signal: AbortSignal.timeout(upWithinMs) });
    await assert.rejects(creating, /is not the manifest of flannel v0\.27\.4 that is pinned/);
  } finally {
    delete process.env.ENDSTATE_MIRROR;
    await rm(mirror, { recursive: true });
  }
  assert.deepEqual(await ofLabs(), before);
}

if (skip) console.log(`skipped: ${skip}`);
else void main();
