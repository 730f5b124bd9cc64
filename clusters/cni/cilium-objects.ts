import type { ApiObject } from '../netns/objects';
import { cniUser } from '../netns/pki';

const rbac = 'rbac.authorization.k8s.io/v1';
const look = ['get', 'list', 'watch'];

/** The rights of Cilium's agent and operator (its chart's two ClusterRoles), for the user that both come as here. */
export function ciliumObjects(): readonly ApiObject[] {
  const metadata = { name: 'cilium' };
  return [
    { apiVersion: rbac, kind: 'ClusterRole', metadata, rules },
    {
      apiVersion: rbac,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cilium' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: cniUser }],
    },
  ];
}

const rules = [
  { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: look },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: look },
  { apiGroups: [''], resources: ['namespaces', 'services', 'pods', 'endpoints', 'nodes'], verbs: look },
  { apiGroups: [''], resources: ['nodes', 'nodes/status', 'services/status'], verbs: ['patch', 'update'] },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update', 'list', 'delete'] },
  {
    apiGroups: ['apiextensions.k8s.io'],
    resources: ['customresourcedefinitions'],
    verbs: [...look, 'create', 'update'],
  },
  { apiGroups: ['cilium.io'], resources: ['*'], verbs: ['*'] },
];
