import { BadInput } from '../../errors';
import { nearest } from '../../nearest';
import type { Finding, KubeObject } from './finding';

/** The API groups of kinds that are known by their name alone. The core group has none. */
const groups: ReadonlyMap<string, string> = new Map(
  Object.entries({
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
  }),
);

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
  const [kind, group] = split(name);
  return [kind, group ?? groups.get(kind) ?? ''];
}

function split(name: string): readonly [kind: string, group: string | undefined] {
  const [, kind, group] = /^([^.]+)\.(.+)$/.exec(name) ?? [];
  return kind === undefined ? [name, undefined] : [kind, group];
}

/**
 * Throws BadInput for a kind of problem.yaml that no API server has: of a group of the API's own that is none, or without one where none is
 * known. A group with a domain of its own is taken as it is: whoever defines kinds may call them as they like.
 */
export function refuseUnknownGroup(written: string, at: string): void {
  const [kind, group] = split(written);
  if (isGroupOf(kind, group)) return;
  const known = groups.get(kind);
  const right = group === undefined ? `${kind}.<its group>` : [kind, known ?? nearest(group, ownGroups)];
  const near = group === undefined ? ` or "${nearest(kind, [...groups.keys()])}"` : '';
  throw new BadInput({
    what: `${at}/kinds: the group of "${written}" is not known`,
    next: `write "${[right].flat().filter(Boolean).join('.')}"${near}`,
  });
}

const ownGroups = [...new Set(groups.values())].filter(Boolean);

function isGroupOf(kind: string, group: string | undefined): boolean {
  const known = groups.get(kind);
  if (group === undefined) return known !== undefined;
  const ofOthers = group.includes('.') && (known === undefined || !/(^|\.)k8s\.io$/.test(group));
  return group === known || ofOthers || (known === undefined && ownGroups.includes(group));
}
