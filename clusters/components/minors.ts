import { unknownWord } from '../../support/nearest';
import { type KubeadmMinor, type KubernetesMinor, kubeadmMinors, kubernetesReleases } from './manifest';

/** What goes with a Kubernetes minor beside its own programs: the one place where minors differ. */
export interface Minor {
  /**
   * The containerd of its nodes. `debian`: the one of the root file system (Debian 12: 1.6), which every kubelet of these
   * minors takes. `pinned`: the component, since containerd's own table of Kubernetes versions asks for 2.2 or later.
   */
  readonly containerd: 'debian' | 'pinned';
  /** Fields of KubeletConfiguration that other minors do not know, or have otherwise. */
  readonly kubelet: Readonly<Record<string, unknown>>;
  /** Gates without which kube-proxy has no nftables mode. */
  readonly nftablesGates: Readonly<Record<string, boolean>>;
}

/** How often containers' logs are looked at, from 1.30; the least that a kubelet takes. Before it is 10 s. */
const soonRotated = { containerLogMonitorInterval: '3s' };

const minors: Readonly<Record<KubernetesMinor, Minor>> = {
  // From 1.35 a kubelet refuses computers with cgroup v1, unless told; 1.29 does not know the word.
  '1.36': { containerd: 'pinned', kubelet: { failCgroupV1: false, ...soonRotated }, nftablesGates: {} },
  '1.34': { containerd: 'debian', kubelet: soonRotated, nftablesGates: {} },
  // Beta, and thus on without a gate, from 1.31.
  '1.29': { containerd: 'debian', kubelet: {}, nftablesGates: { NFTablesProxyMode: true } },
};

export const kubernetesMinors = Object.keys(kubernetesReleases) as readonly KubernetesMinor[];

/** The pinned minor of that name; throws BadInput with the nearest one. */
export function pinnedMinor(asked: string): KubernetesMinor {
  const minor = kubernetesMinors.find((known) => known === asked);
  if (minor) return minor;
  throw unknownWord('Kubernetes minor version', asked, kubernetesMinors);
}

/** The minor of that name, if its kubeadm is pinned too; throws BadInput with the nearest one that has it. */
export function kubeadmMinor(asked: string): KubeadmMinor {
  const minor = kubeadmMinors.find((known) => known === asked);
  if (minor) return minor;
  throw unknownWord('Kubernetes minor version with a pinned kubeadm', asked, kubeadmMinors);
}

/** What goes with the minor of that name; throws BadInput with the nearest one. */
export function minorOf(asked: string): Minor {
  return minors[pinnedMinor(asked)];
}
