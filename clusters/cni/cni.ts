import type { AddOnName } from '../components/add-ons';
import type { KubernetesMinor } from '../components/manifest';
import type { PinnedFile } from '../components/pinned-file';
import type { KubeProxyMode, LabSpec } from '../lab';
import type { DiskFiles } from '../netns/disk';
import type { ApiObject } from '../netns/objects';
import type { LabPlan, NodePlan } from '../netns/plan';
import type { ProviderName } from '../provider';
import type { Objects } from './edit';

/** A CNI as an axis of a lab: what it supports, and how nodes come by it. One file a CNI. */
export type Cni = NodeCni | ManifestCni;

interface CniFacts {
  readonly name: string;
  readonly description: string;
  /** Whose labs can have it. An existing cluster has the CNI that its inventory names, whichever that is. */
  readonly providers: readonly ProviderName[];
  readonly enforcesNetworkPolicy: boolean;
  readonly kubeProxyModes: readonly KubeProxyMode[];
  /** With kube-proxy `none` it answers for Services itself. */
  readonly replacesKubeProxy?: true;
  /** Why its labs have IPv4 alone; none where dual stack works. */
  readonly ipv4Alone?: string;
  /** Why no others, where that is not plain. */
  readonly kubeProxyReason?: string;
  /** The pinned Kubernetes minors that it goes with, and who says so; none: all of them. */
  readonly kubernetes?: { readonly minors: readonly KubernetesMinor[]; readonly reason: string };
}

/** A CNI that is files on the nodes' disks. */
export interface NodeCni extends CniFacts {
  /** Components that its labs have beside everybody's. */
  readonly addOns?: readonly AddOnName[];
  /** Where containerd looks for its plugins; none: where the reference plugins are. */
  readonly pluginDirectory?: string;
  /** Of the control plane, beside those of a node where it is one. */
  controlPlaneFiles?(access: CniAccess): DiskFiles;
  /** What it wants of the API server from the start. */
  objects?(plan: LabPlan): readonly ApiObject[];
  /** Files of a node, among them the configuration in /etc/cni/net.d. */
  files(plan: LabPlan, node: NodePlan, access: CniAccess): DiskFiles;
}

/**
 * A CNI that installs itself: the manifest of its release, applied as it is but for what a lab decides. Its pods copy their plugin
 * into the nodes' `/opt/cni/bin`, beside the reference plugins.
 */
export interface ManifestCni extends CniFacts {
  readonly manifest: PinnedFile;
  /** Every image that the manifest names, as it writes them. */
  readonly images: readonly string[];
  /**
   * The manifest's objects as the lab wants them: the range of its pods. Throws Inconclusive where the manifest is not as it was when
   * this was written.
   */
  fit(objects: Objects, spec: LabSpec): Objects;
}

/** A CNI's own way to the API server. */
export interface CniAccess {
  /** A kubeconfig's text, of the CNI's user. */
  readonly kubeconfig: string;
}
