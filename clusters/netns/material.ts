import { nodeCnis } from '../cni/registry';
import { describeSetup, type SetupOptions } from '../components/setup-event';
import { together } from '../components/together';
import { plantImageStore } from '../images';
import { corednsImage, pauseImage } from '../images/standard';
import type { LabSpec } from '../lab';
import type { PrepareOptions } from '../provider';
import { setUp } from '../setup';
import type { LabMaterial } from './create';
import { canLowerOomScore } from './host';
import { hostMaterial } from './host-material';
import { mountPoints } from './layout';

type ClusterMaterial = Omit<LabMaterial, 'plantHostImages' | 'canLowerOomScore'>;

/** Brings the components and images of a lab here; nothing is to do when they are in the cache. */
export async function prepareMaterial(spec: LabSpec, { signal, progress }: PrepareOptions): Promise<LabMaterial> {
  const options: SetupOptions = { signal, progress: (event) => progress?.(describeSetup(event)) };
  const [hosts, cluster] = await together(
    [(shared) => hostMaterial(spec, shared), (shared) => clusterMaterial(spec, shared)],
    options,
  );
  return {
    components: { ...hosts.components, ...cluster?.components },
    provenance: [...(cluster?.provenance ?? []), ...hosts.provenance],
    plantImages: cluster?.plantImages ?? (async () => undefined),
    plantHostImages: hosts.plantHostImages,
    canLowerOomScore: canLowerOomScore(),
  };
}

async function clusterMaterial(spec: LabSpec, options: SetupOptions): Promise<ClusterMaterial | undefined> {
  if (spec.withoutCluster) return undefined;
  const { components, images } = await setUp(
    {
      kubernetes: spec.kubernetes,
      addOns: [...(nodeCnis[spec.cni]?.addOns ?? []), ...(spec.endToEndTests ? (['e2e'] as const) : [])],
      images: [pauseImage, corednsImage, ...spec.images],
    },
    options,
  );
  return {
    components: {
      rootfs: components.rootfs,
      kubernetes: components.kubernetesBin,
      etcd: components.etcdBin,
      cni: components.cniBin,
      images: images.root,
      ...components.addOns,
    },
    provenance: [...components.provenance, ...images.provenance],
    plantImages: (varLibContainerd) => plantImageStore(images, varLibContainerd, mountPoints.images),
  };
}
