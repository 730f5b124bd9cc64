import { groupOf, type KubeObject, type Manifest, type Resource } from '../kube';
import { answerAccount, fenceName, isReserved } from './identity';

/** A kind that an answer may apply and delete, with the names it may have where it lives in no namespace. */
export interface AllowedKind {
  readonly resource: Resource;
  /** Of the objects in question. */
  readonly names: readonly string[];
}

/** What server-side apply and a deletion that is waited for ask for. No watch, no list: the judge looks, not the answer. */
const verbs = ['get', 'create', 'patch', 'delete'] as const;

const rbac = 'rbac.authorization.k8s.io';

export const roleBindings: Resource = {
  apiVersion: `${rbac}/v1`,
  kind: 'RoleBinding',
  plural: 'rolebindings',
  namespaced: true,
};

/**
 * Rights at what lives in no namespace, by name, and the kinds that are allowed in namespaces, which hold where {@link binding} binds
 * them. Subresources are others' names: no status, no scale, no exec, no token.
 */
export function rights(kinds: readonly AllowedKind[]): readonly Manifest[] {
  const inNamespaces = kinds.filter(({ resource }) => resource.namespaced).map(({ resource }) => ruleOf(resource));
  const outside = kinds
    .filter(({ resource }) => !resource.namespaced)
    .map(({ resource, names }) => ({ ...ruleOf(resource), resourceNames: openNames(resource, names) }))
    .filter(({ resourceNames }) => resourceNames.length > 0);
  const cluster = `${fenceName}-cluster`;
  return [
    role(fenceName, inNamespaces),
    role(cluster, outside),
    ours({
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: cluster },
      ...bound(cluster),
    }),
  ];
}

/** In that namespace the answer may do what {@link rights} says of namespaces. */
export function binding(namespace: string): Manifest {
  return ours({
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { name: fenceName, namespace },
    ...bound(fenceName),
  });
}

/** Of the names of objects that live in no namespace, those that an answer may use. */
export function openNames({ kind }: Resource, names: readonly string[]): readonly string[] {
  return kind === 'Namespace' ? names.filter((name) => !isReserved(name)) : names;
}

function ruleOf({ apiVersion, plural }: Resource) {
  return { apiGroups: [groupOf(apiVersion)], resources: [plural], verbs };
}

function role(name: string, rules: readonly object[]): Manifest {
  return ours({ apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name }, rules });
}

function bound(to: string) {
  return {
    subjects: [{ kind: 'ServiceAccount', ...answerAccount }],
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: to },
  };
}

/** As {@link Manifest}s are, with whom to name where the API server refuses one. */
export function ours<T extends KubeObject>(object: T): Manifest {
  return { object, file: "the judge's fence", line: 1 };
}
