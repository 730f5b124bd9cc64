import { stringify } from 'yaml';
import { type LabSpec, nodeNames } from '../lab';
import { clusterName } from './state';

/** A directory or file of this machine in a node. */
export interface Mount {
  readonly hostPath: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

export interface ConfigOptions {
  readonly id: string;
  readonly image: string;
  /** Loopback port at which the API server is published. */
  readonly apiPort: number;
  /** Tags of images that are not kubeadm's own choice, since the published ones are not what is inside. */
  readonly tags?: { readonly etcd: string; readonly coredns: string };
  mountsOf(name: string): readonly Mount[];
}

/** Where the control plane sees the configuration of its scheduler. */
export const schedulerFile = '/etc/kubernetes/endstate-scheduler.yaml';

/** A lab as kind takes it (kind.x-k8s.io/v1alpha4). Nodes are registered by the spec's names, not by their containers'. */
export function kindConfig(spec: LabSpec, options: ConfigOptions): string {
  return stringify({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    name: clusterName(options.id),
    networking: {
      ipFamily: 'ipv4',
      apiServerAddress: '127.0.0.1',
      apiServerPort: options.apiPort,
      podSubnet: spec.podCidr,
      serviceSubnet: spec.serviceCidr,
      // The reference plugins as on every other provider: clusters/cni.
      disableDefaultCNI: true,
      kubeProxyMode: spec.kubeProxy,
    },
    kubeadmConfigPatches: [stringify(clusterPatch(spec, options))],
    nodes: nodeNames(spec).map((name, index) => ({
      role: index === 0 ? 'control-plane' : 'worker',
      image: options.image,
      labels: spec.labels[name] ?? {},
      extraMounts: options.mountsOf(name),
      kubeadmConfigPatches: [stringify(nodePatch(spec, name, index === 0))],
    })),
  });
}

/** Merged into what kind writes for kubeadm (JSON merge patch, RFC 7396). */
function clusterPatch(spec: LabSpec, { tags }: ConfigOptions) {
  return {
    kind: 'ClusterConfiguration',
    ...(tags ? { etcd: { local: { imageTag: tags.etcd } }, dns: { imageTag: tags.coredns } } : {}),
    apiServer: { extraArgs: args(spec, spec.apiServerFlags) },
    controllerManager: { extraArgs: args(spec, [`--node-cidr-mask-size=${spec.podPrefix}`]) },
    scheduler: {
      extraArgs: args(spec, [`--config=${schedulerFile}`]),
      extraVolumes: [
        { name: 'endstate', hostPath: schedulerFile, mountPath: schedulerFile, readOnly: true, pathType: 'File' },
      ],
    },
  };
}

function nodePatch(spec: LabSpec, name: string, first: boolean) {
  const schedulable = first && spec.controlPlane === 'schedulable' ? { taints: [] } : {};
  return {
    kind: first ? 'InitConfiguration' : 'JoinConfiguration',
    nodeRegistration: { name, ...schedulable, kubeletExtraArgs: args(spec, spec.kubeletFlags) },
  };
}

/** Flags as kubeadm has them: a map until v1beta3, which kind writes for releases before 1.36, then a list. */
function args({ kubernetes }: LabSpec, flags: readonly string[]) {
  const pairs = flags.map((flag): readonly [string, string] => {
    const [, name = flag, value = 'true'] = /^--([^=]+)(?:=(.*))?$/.exec(flag) ?? [];
    return [name, value];
  });
  if (Number(kubernetes.split('.')[1]) < 36) return Object.fromEntries(pairs);
  return pairs.map(([name, value]) => ({ name, value }));
}
