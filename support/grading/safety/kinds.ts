import { BadInput } from '../../errors';
import type { Finding, KubeObject } from './finding';

/** The API groups of kinds that are known by their name alone. The core group has none. */
const groups: Readonly<Record<string, string>> = {
  ConfigMap: '',
  Endpoints: '',
  LimitRange: '',
  Namespace: '',
  PersistentVolumeClaim: '',
  Pod: '',
  ReplicationController: '',
  ResourceQuota: '',
  Secret: '',
  Service: '',
  ServiceAccount: '',
  DaemonSet: 'apps',
  Deployment: 'apps',
  ReplicaSet: 'apps',
  StatefulSet: 'apps',
  HorizontalPodAutoscaler: 'autoscaling',
  CronJob: 'batch',
  Job: 'batch',
  EndpointSlice: 'discovery.k8s.io',
  Ingress: 'networking.k8s.io',
  NetworkPolicy: 'networking.k8s.io',
  PodDisruptionBudget: 'policy',
};

/**
 * What an answer may hold where its problem names no kinds: workloads and what they are reached by and made from. None of it
 * changes who may do what, what else is admitted, or what a node is.
 */
export const defaultKinds: readonly string[] = [
  ...['ConfigMap', 'Namespace', 'Pod', 'Secret', 'Service', 'ServiceAccount'],
  ...['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet', 'CronJob', 'Job'],
  ...['NetworkPolicy', 'PodDisruptionBudget'],
];

/** Of an object. A kind of the same name in another group is another kind, and most often a slip. */
export function refusedKind({ apiVersion, kind }: KubeObject, allowed: readonly string[]): readonly Finding[] {
  const group = groupOf(apiVersion);
  const groupsOfKind = allowed.map(kindAndGroup).filter(([name]) => name === kind);
  if (groupsOfKind.some(([, itsGroup]) => itsGroup === group)) return [];
  if (groupsOfKind.length > 0) {
    const rightly = groupsOfKind.map(([, itsGroup]) => itsGroup || 'the core group, v1').join(' or ');
    return [{ rule: 'unknown-field', path: ['apiVersion'], problem: `is ${apiVersion}, and ${kind} is of ${rightly}` }];
  }
  const problem = `is ${kind}${group ? ` of ${group}` : ''}, and an answer may hold ${allowed.join(', ')}`;
  return [{ rule: 'kinds', path: ['kind'], problem }];
}

/** `v1` is of the core group, `apps/v1` of apps. */
function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** A kind that a problem allows is `Deployment`, or `CiliumNetworkPolicy.cilium.io` where its group is not known here. */
function kindAndGroup(name: string): readonly [kind: string, group: string] {
  const [, kind, group] = /^([^.]+)\.(.+)$/.exec(name) ?? [];
  return kind === undefined || group === undefined ? [name, knownGroup(name)] : [kind, group];
}

function knownGroup(kind: string): string {
  const group = Object.hasOwn(groups, kind) ? groups[kind] : undefined;
  if (group !== undefined) return group;
  throw new BadInput({ what: `the group of the kind ${kind} is not known`, next: `write ${kind}.<its group>` });
}
