import type { KubeObject, Selection } from './types';

/** A kind as the API server serves it. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  /** Its name in paths: `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

/** The kinds that the judge itself asks for; any other is found by discovery. */
export const resources = {
  pods: builtIn('v1', 'Pod', 'pods'),
  services: builtIn('v1', 'Service', 'services'),
  configMaps: builtIn('v1', 'ConfigMap', 'configmaps'),
  secrets: builtIn('v1', 'Secret', 'secrets'),
  events: builtIn('v1', 'Event', 'events'),
  nodes: builtIn('v1', 'Node', 'nodes', false),
  namespaces: builtIn('v1', 'Namespace', 'namespaces', false),
  deployments: builtIn('apps/v1', 'Deployment', 'deployments'),
  replicaSets: builtIn('apps/v1', 'ReplicaSet', 'replicasets'),
  daemonSets: builtIn('apps/v1', 'DaemonSet', 'daemonsets'),
  statefulSets: builtIn('apps/v1', 'StatefulSet', 'statefulsets'),
  jobs: builtIn('batch/v1', 'Job', 'jobs'),
  endpointSlices: builtIn('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices'),
  networkPolicies: builtIn('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies'),
} as const satisfies Record<string, Resource>;

function builtIn(apiVersion: string, kind: string, plural: string, namespaced = true): Resource {
  return { apiVersion, kind, plural, namespaced };
}

/** `/api/v1/namespaces/default/pods/web`. Without a name the collection, without a namespace that of all. */
export function pathOf(resource: Resource, at: { namespace?: string | undefined; name?: string | undefined }): string {
  const group = groupPath(resource.apiVersion);
  const place = resource.namespaced && at.namespace ? `/namespaces/${encodeURIComponent(at.namespace)}` : '';
  return `${group}${place}/${resource.plural}${at.name ? `/${encodeURIComponent(at.name)}` : ''}`;
}

/** `/api/v1` for the core group, `/apis/apps/v1` for the others. */
export function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** The group without its version; empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '';
}

/** The query of a list or a watch. */
export function selectionQuery({ labelSelector, fieldSelector }: Selection): Record<string, string> {
  return { ...(labelSelector ? { labelSelector } : {}), ...(fieldSelector ? { fieldSelector } : {}) };
}

/** Where an object lives: in its own namespace, else in the one given, else nowhere if its kind has no namespaces. */
export function namespaceOf(resource: Resource, object: KubeObject, fallback: string): string | undefined {
  return resource.namespaced ? (object.metadata.namespace ?? fallback) : undefined;
}
