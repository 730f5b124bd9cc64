import { nodeCnis } from '../cni/registry';
import { describeSetup } from '../components/setup-event';
import { plantImageStore } from '../images';
import { corednsImage, pauseImage } from '../images/standard';
import type { LabSpec } from '../lab';
import type { PrepareOptions } from '../provider';
import { setUp } from '../setup';
import type { LabMaterial } from './create';
import { canLowerOomScore } from './host';
import { mountPoints } from './layout';

/** Brings the components and images of a lab here; nothing is to do when they are in the cache. */
export async function prepareMaterial(spec: LabSpec, options: PrepareOptions): Promise<LabMaterial> {
  const { components, images } = await setUp(
    {
      kubernetes: spec.kubernetes,
      addOns: [...(nodeCnis[spec.cni]?.addOns ?? []), ...(spec.endToEndTests ? (['e2e'] as const) : [])],
      images: [pauseImage, corednsImage, ...spec.images],
    },
    {
      signal: options.signal,
      progress: (event) => options.progress?.(describeSetup(event)),
    },
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
    canLowerOomScore: canLowerOomScore(),
  };
}
