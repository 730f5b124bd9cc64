import type { KubeProxyMode } from '../lab';
import type { DiskFiles } from '../netns/disk';
import type { LabPlan, NodePlan } from '../netns/plan';

/** A CNI as an axis of a lab: what it supports, and what it puts on a node's disk. One file a CNI. */
export interface Cni {
  readonly name: string;
  readonly description: string;
  readonly enforcesNetworkPolicy: boolean;
  readonly kubeProxyModes: readonly KubeProxyMode[];
  /** Files of a node, among them the configuration in /etc/cni/net.d. */
  files(plan: LabPlan, node: NodePlan): DiskFiles;
}
