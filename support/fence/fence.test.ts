import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { connectedApi, statusBody } from '../kube/fake-api';
import { Fence } from './fence';

const allowed = { status: 201, body: { status: { allowed: true } } };
const quota = { spec: { hard: { 'count/pods': '200' } }, status: { used: { 'count/pods': '0' } } };
const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };

const served: Readonly<Record<string, readonly string[]>> = {
  '/api/v1': ['namespaces Namespace', 'configmaps ConfigMap', 'resourcequotas ResourceQuota', 'limitranges LimitRange'],
  '/apis/rbac.authorization.k8s.io/v1': [
    'clusterroles ClusterRole',
    'clusterrolebindings ClusterRoleBinding',
    'rolebindings RoleBinding',
  ],
};

async function api(t: TestContext) {
  const { api, kube } = await connectedApi(t);
  for (const [path, kinds] of Object.entries(served)) {
    const resources = kinds.map((words) => {
      const [name, kind = ''] = words.split(' ');
      return { name, kind, namespaced: !/^(Namespace|Cluster)/.test(kind) };
    });
    api.when(new RegExp(`GET ${path}$`), { status: 200, body: { resources } });
  }
  api.when(/GET .*\/namespaces\/shop$/, { status: 200, body: { metadata: { name: 'shop' } } });
  api.when(/GET .*\/namespaces\/away$/, statusBody(404, 'NotFound', 'no such namespace'));
  api.when(/GET .*\/resourcequotas\//, { status: 200, body: quota });
  api.when(/POST .*selfsubjectaccessreviews/, allowed);
  const written = () =>
    api.requests.filter(({ method }) => method === 'PATCH').map(({ url }) => url.split('?')[0] ?? '');
  return { api, kube, written };
}

const options = { podSecurity: 'baseline', signal: new AbortController().signal } as const;

test("neither the cluster's own namespaces nor those that are not there are touched", async (t) => {
  const { kube, written } = await api(t);
  const fence = await Fence.raise(kube, [configMap], options);
  await fence.around(['kube-system', 'away', 'shop', 'endstate-judge', 'shop']);
  const namespaces = written().flatMap((path) => /namespaces\/([^/]+)/.exec(path)?.[1] ?? []);
  assert.deepEqual([...new Set(namespaces)], ['shop']);
});

test('a namespace is within it once its quota is counted and the rights hold', async (t) => {
  const { api: server, kube } = await api(t);
  const waits = { quota: 2, rights: 3 };
  server.when(/GET .*\/resourcequotas\//, () =>
    waits.quota-- > 0 ? { status: 200, body: { spec: quota.spec } } : { status: 200, body: quota },
  );
  server.when(/POST .*selfsubjectaccessreviews/, () =>
    waits.rights-- > 0 ? { status: 201, body: { status: { allowed: false } } } : allowed,
  );
  const fence = await Fence.raise(kube, [configMap], options);
  await fence.around(['shop']);
  assert.ok(waits.quota < 0 && waits.rights < 0);
});

test('a kind that the cluster does not serve gets no right, and is no error here', async (t) => {
  const { kube } = await api(t);
  const strange = { apiVersion: 'v1', kind: 'Strange', metadata: { name: 'a' } };
  const fence = await Fence.raise(kube, [strange], options);
  await fence.around(['shop']);
});

test("a namespace that is stricter stays so; an answer's own connection speaks for the answer", async (t) => {
  const { api: server, kube, written } = await api(t);
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  server.when(/GET .*\/namespaces\/shop$/, { status: 200, body: { metadata: { name: 'shop', labels } } });
  const fence = await Fence.raise(kube, [configMap], options);
  await fence.around(['shop']);
  assert.ok(!written().includes('/api/v1/namespaces/shop'));
  const before = server.requests.length;
  await fence.kube.json({ path: '/api/v1/namespaces/shop' });
  assert.deepEqual(
    server.requests.slice(before).map(({ headers }) => headers['impersonate-user']),
    ['system:serviceaccount:endstate-judge:answer'],
  );
});
