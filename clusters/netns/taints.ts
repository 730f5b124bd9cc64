import type { LabPlan, NodePlan } from './plan';

/** kubeadm's taint of a control plane. */
export function taintsOf({ spec }: LabPlan, { role }: NodePlan): readonly object[] {
  const tainted = role === 'control-plane' && spec.controlPlane === 'node';
  return tainted ? [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] : [];
}
