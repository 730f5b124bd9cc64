import type { Manifest } from '../kube';
import { fenceName } from './identity';
import { ours } from './rights';

/** What is enforced of the Pod Security Standards in the namespaces of an answer. */
export const podSecurityLevels = ['baseline', 'privileged'] as const;
export type PodSecurityLevel = (typeof podSecurityLevels)[number];

/**
 * Objects in one namespace, far above what any problem here has: a roll-out with surge, a back-off's leftovers and every placement fit.
 * Of pods all that are there count, finished ones too: a workload whose pods a node refuses makes new ones without end.
 */
export const quota: Readonly<Record<string, string>> = {
  'count/pods': '200',
  'count/services': '50',
  'count/configmaps': '100',
  'count/secrets': '100',
  'count/serviceaccounts': '50',
  'count/persistentvolumeclaims': '20',
  'count/replicationcontrollers': '50',
  'count/deployments.apps': '50',
  'count/replicasets.apps': '500',
  'count/statefulsets.apps': '50',
  'count/daemonsets.apps': '50',
  'count/jobs.batch': '100',
  'count/cronjobs.batch': '20',
  'count/networkpolicies.networking.k8s.io': '100',
};

/** What a container may write, its log and its emptyDirs included, where it says nothing itself. */
export const diskOfContainer = '1Gi';

/**
 * The judge's limits in a namespace. Of processors and memory there is none: a default would be a request, and with it pods would be
 * of another QoS class, and would be packed otherwise. What a container writes changes neither.
 */
export function limits(namespace: string): readonly Manifest[] {
  const metadata = { name: fenceName, namespace };
  const container = {
    type: 'Container',
    default: { 'ephemeral-storage': diskOfContainer },
    defaultRequest: { 'ephemeral-storage': '0' },
  };
  return [
    ours({ apiVersion: 'v1', kind: 'ResourceQuota', metadata, ...{ spec: { hard: quota } } }),
    ours({ apiVersion: 'v1', kind: 'LimitRange', metadata, ...{ spec: { limits: [container] } } }),
  ];
}

/** The labels by which the API server's own admission refuses pods above the level. */
export function podSecurity(namespace: string, level: PodSecurityLevel): Manifest {
  const labels = {
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/enforce-version': 'latest',
  };
  return ours({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } });
}
