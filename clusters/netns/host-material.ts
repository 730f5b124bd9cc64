import { join } from 'node:path';
import { type Artifact, ensureArtifact } from '../components/artifact';
import { machineRootfs } from '../components/debian/machine-packages';
import { rootfsMaker } from '../components/debian/rootfs';
import type { SetupOptions } from '../components/setup-event';
import { together } from '../components/together';
import { ensureDockerStore, plantDockerStore } from '../docker/image-store';
import { dockerHostRootfs } from '../docker/packages';
import type { LabSpec, Provenance } from '../lab';
import type { LabMaterial } from './create';
import { dockerImages, dockerImagesAt } from './layout';

type HostMaterial = Pick<LabMaterial, 'components' | 'provenance' | 'plantHostImages'>;

/** What the hosts of a lab are made of. */
export async function hostMaterial(spec: LabSpec, options: SetupOptions): Promise<HostMaterial> {
  const rootfs = await ensureArtifact(await rootfsMaker(machineRootfs), options);
  const withDocker = spec.hosts.filter(({ roles }) => roles.includes('docker'));
  const docker = withDocker.length > 0 ? await ensureArtifact(await rootfsMaker(dockerHostRootfs), options) : undefined;
  const stores = await storesOf(spec, options);
  return {
    components: {
      rootfs: join(rootfs.path, 'root'),
      ...(docker ? { 'docker-host': join(docker.path, 'root') } : {}),
      ...Object.fromEntries(stores.map(([host, { root }]) => [dockerImages(host), root])),
    },
    provenance: [...(docker ? engineOf(docker) : []), ...stores.flatMap(([, { provenance }]) => provenance)],
    plantHostImages: async (host, varLibDocker) => {
      const store = stores.find(([name]) => name === host)?.[1];
      if (store) await plantDockerStore(store, varLibDocker, dockerImagesAt);
    },
  };
}

/** By the names of their hosts. Two that hold the same images have one. */
async function storesOf({ hostImages }: LabSpec, options: SetupOptions) {
  const tasks = Object.entries(hostImages).map(
    ([host, names]) =>
      async (shared: SetupOptions) =>
        [host, await ensureDockerStore(names, shared)] as const,
  );
  return together(tasks, options);
}

function engineOf({ provenance }: Artifact): readonly Provenance[] {
  return provenance.filter(({ name }) => name === 'docker.io');
}
