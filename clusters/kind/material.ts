import { join } from 'node:path';
import { type CniMaterial, cniMaterial } from '../cni/here';
import { ensureArtifact } from '../components/artifact';
import { componentMaker } from '../components/component';
import { coredns, etcd, kind, kubeadm, kubernetesReleases } from '../components/manifest';
import { kubeadmMinor } from '../components/minors';
import { describeSetup, type SetupOptions } from '../components/setup-event';
import { together } from '../components/together';
import type { Docker } from '../docker/docker';
import type { ImageStore } from '../images';
import { pauseImage } from '../images/standard';
import type { LabSpec, Provenance } from '../lab';
import type { PrepareOptions } from '../provider';
import { setUp } from '../setup';
import { foreignImage } from './foreign-image';
import { type NodeImage, ownNodeImage } from './node-image';

/** What a lab of kind is made of. */
export interface KindMaterial {
  /** The program. */
  readonly kind: string;
  readonly image: NodeImage;
  readonly rootfs: string;
  readonly cniBin: string;
  /** Of a CNI that is applied to the cluster; none for those that are files on nodes. */
  readonly cni?: CniMaterial;
  readonly store: ImageStore;
  readonly provenance: readonly Provenance[];
}

/** etcd's images carry a number of their own after its version. */
export const etcdTag = `${etcd.version.slice(1)}-0`;
export const corednsTag = coredns.version;

/** Brings here what labs of this spec are made of; the node image is made in that Docker. */
export async function prepareMaterial(to: Docker, spec: LabSpec, options: PrepareOptions): Promise<KindMaterial> {
  const minor = kubeadmMinor(spec.kubernetes);
  const foreign = await foreignImage(minor);
  const shared: SetupOptions = {
    signal: options.signal,
    progress: (event) => options.progress?.(describeSetup(event)),
  };
  const cni = await cniMaterial(spec.cni, shared);
  const planted = foreign ? [] : [...controlPlaneImages(kubernetesReleases[minor]), ...(cni?.images ?? [])];
  const images = [pauseImage, ...planted, ...spec.images];
  const [made, command, kubeadmOne] = await together(
    [
      (each) => setUp({ kubernetes: minor, images }, each),
      async (each) => ensureArtifact(await componentMaker(kind), each),
      async (each) => ensureArtifact(await componentMaker(kubeadm(minor)), each),
    ],
    shared,
  );
  const { components, images: store } = made;
  const bin = ({ path }: { readonly path: string }) => join(path, 'bin');
  options.progress?.('setup node image');
  const image =
    foreign ??
    (await ownNodeImage(to, {
      version: kubernetesReleases[minor],
      rootfs: components.rootfs,
      kubernetesBin: components.kubernetesBin,
      kubeadmBin: bin(kubeadmOne),
    }));
  const whose = to.own ? 'started by endstate' : 'this machine’s own';
  const docker: Provenance = { name: 'docker', version: to.version, source: 'debian', detail: whose };
  const inside = image.own ? [...components.provenance, ...kubeadmOne.provenance, ...store.provenance] : [];
  return {
    kind: join(bin(command), 'kind'),
    image,
    rootfs: components.rootfs,
    cniBin: components.cniBin,
    ...(cni ? { cni } : {}),
    store,
    provenance: [...command.provenance, docker, image.provenance, ...(cni ? [cni.manifest.provenance] : []), ...inside],
  };
}

/** What kubeadm starts as pods. */
function controlPlaneImages(version: string): readonly string[] {
  const daemons = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'];
  return [
    ...daemons.map((name) => `registry.k8s.io/${name}:${version}`),
    `registry.k8s.io/etcd:${etcdTag}`,
    `registry.k8s.io/coredns/coredns:${corednsTag}`,
  ];
}
