import type { AddOnName } from '../components/add-ons';
import type { KubeProxyMode } from '../lab';
import type { DiskFiles } from '../netns/disk';
import type { ApiObject } from '../netns/objects';
import type { LabPlan, NodePlan } from '../netns/plan';

/** A CNI as an axis of a lab: what it supports, and what it puts on a node's disk. One file a CNI. */
export interface Cni {
  readonly name: string;
  readonly description: string;
  readonly enforcesNetworkPolicy: boolean;
  readonly kubeProxyModes: readonly KubeProxyMode[];
  /** With kube-proxy `none` it answers for Services itself. */
  readonly replacesKubeProxy?: true;
  /** Why its labs have IPv4 alone; none where dual stack works. */
  readonly ipv4Alone?: string;
  /** Why no others, where that is not plain. */
  readonly kubeProxyReason?: string;
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

/** A CNI's own way to the API server. */
export interface CniAccess {
  /** A kubeconfig's text, of the CNI's user. */
  readonly kubeconfig: string;
}
