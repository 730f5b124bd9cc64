import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { after, before, test } from 'node:test';
import { defaultSpec, type Lab } from '../../clusters/lab';
import { nodesReady } from '../../clusters/ready';
import { provider } from '../../clusters/registry';
import { all, eventually, staysFor } from '../assert';
import { until } from '../exec/until';
import {
  ApiRefused,
  apply,
  connect,
  type Kube,
  logs,
  type Pod,
  type PodStatus,
  parseManifests,
  pathOf,
  prune,
  resources,
} from '../kube';
import { podsRunning, podsStayRunning, watchPods } from '../observe';
import { Fence } from './fence';
import { answerUser } from './identity';
import { quota } from './limits';

const busybox = 'busybox:1.36';
const agnhost = 'registry.k8s.io/e2e-test-images/agnhost:2.53';
const namespace = 'shop';

const base = `
{apiVersion: v1, kind: Namespace, metadata: {name: ${namespace}}}
`;
const right = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: ${namespace} }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "${agnhost}", args: [netexec] }] }
`;

/** A pod with one command, as an answer would hold it. */
const pod = (name: string, script: string, image = busybox, more = '') => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  restartPolicy: Never
  terminationGracePeriodSeconds: 0
  ${more}
  containers:
    - { name: main, image: "${image}", command: [sh, -c, ${JSON.stringify(script)}] }
`;

const claim = (name: string) => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name}, namespace: ${namespace} }
spec: { storageClassName: "", accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Mi } } }
`;

/** A namespace that the answer brings along. */
const own = '{apiVersion: v1, kind: Namespace, metadata: {name: own}}';

let lab: Lab;
let kube: Kube;
let fence: Fence;
let raisedMs = 0;

before(async () => {
  const spec = { ...defaultSpec, workers: 1, images: [busybox, agnhost] };
  lab = await provider().create(spec, { signal: AbortSignal.timeout(120_000) });
  kube = await connect(lab.kubeconfig);
  await apply(kube, parseManifests(base, 'base'));
  const began = performance.now();
  const objects = [
    ...parseManifests(base, 'base'),
    ...parseManifests(right, 'right'),
    ...parseManifests(pod('a', ''), 'a'),
    ...parseManifests(claim('a'), 'a'),
    ...parseManifests(own, 'own'),
  ];
  fence = await Fence.raise(
    kube,
    objects.map(({ object }) => object),
    { podSecurity: 'baseline', signal: AbortSignal.timeout(60_000) },
  );
  await fence.around(['default', namespace, 'kube-system']);
  raisedMs = performance.now() - began;
  await apply(fence.kube, parseManifests(right, 'right'), { notServed: 'fail' });
  await rightPods((stream) => eventually(stream, podsRunning(all(2)), { withinMs: 60_000 }));
});
after(async () => {
  kube?.close();
  if (lab) await provider().destroy(lab);
});

const forbidden: readonly (readonly [string, string, string, object?])[] = [
  [
    'status of a pod is forged',
    'PATCH',
    `/api/v1/namespaces/${namespace}/pods/web/status`,
    { status: { phase: 'Running' } },
  ],
  ['status of a Deployment is forged', 'PATCH', `/apis/apps/v1/namespaces/${namespace}/deployments/web/status`, {}],
  ["the cluster's secrets are read", 'GET', '/api/v1/namespaces/kube-system/secrets'],
  ['secrets are read', 'GET', `/api/v1/namespaces/${namespace}/secrets`],
  ['a token is asked for', 'POST', `/api/v1/namespaces/${namespace}/serviceaccounts/default/token`, {}],
  ['a node is changed', 'PATCH', '/api/v1/nodes/worker01', { metadata: { labels: { a: 'b' } } }],
  ['rights are given', 'POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {}],
  ['a webhook is made', 'POST', '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations', {}],
  ['a kind is defined', 'POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {}],
  ["the cluster's own namespace is changed", 'PATCH', '/api/v1/namespaces/kube-system', {}],
  ["a pod is put into the cluster's own namespace", 'POST', '/api/v1/namespaces/kube-system/pods', {}],
  ["a pod of the judge's is deleted", 'DELETE', '/api/v1/namespaces/endstate-judge/pods/ballast'],
  ['a command is run in a pod', 'GET', `/api/v1/namespaces/${namespace}/pods/web/exec`],
  ['the quota is lifted', 'DELETE', `/api/v1/namespaces/${namespace}/resourcequotas/endstate-answer`],
  ['the labels of another namespace are changed', 'PATCH', '/api/v1/namespaces/default', {}],
];
for (const [what, method, path, body] of forbidden) {
  test(`${what}: forbidden`, async () => {
    const call = {
      method: method as 'GET',
      path,
      contentType: 'application/merge-patch+json',
      ...(body ? { body } : {}),
    };
    await assert.rejects(fence.kube.json(call), (error: Error) => {
      assert.ok(error instanceof ApiRefused, error.message);
      assert.deepEqual([error.status, error.words.includes(answerUser)], [403, true], error.message);
      return true;
    });
  });
}

const unsafe = {
  'a privileged container': pod('privileged', '', busybox).replace(
    'command',
    'securityContext: {privileged: true}, command',
  ),
  "the node's files": pod('files', '', busybox, 'volumes: [{ name: a, hostPath: { path: / } }]'),
  "the node's network": pod('network', '', busybox, 'hostNetwork: true'),
  "the node's processes": pod('processes', '', busybox, 'hostPID: true'),
};
for (const [what, manifest] of Object.entries(unsafe)) {
  test(`${what}: refused by Pod Security admission`, async () => {
    await assert.rejects(apply(fence.kube, parseManifests(manifest, 'hostile')), (error: Error) => {
      assert.match(error.message, /violates PodSecurity "baseline:latest"/);
      return (error as { outcome?: string }).outcome === 'refused-by-api';
    });
  });
}

test('a namespace that asks for less than baseline is brought back to it', async () => {
  const privileged = base.replace('}}', ', labels: {pod-security.kubernetes.io/enforce: privileged}}}');
  await apply(fence.kube, parseManifests(privileged, 'hostile'));
  await fence.around([namespace]);
  await assert.rejects(
    apply(fence.kube, parseManifests(unsafe["the node's network"], 'hostile')),
    /violates PodSecurity/,
  );
});

test('in a namespace of its own making an answer has the same rights, once the judge has put it within the fence', async () => {
  const there = parseManifests(pod('there', 'exit').replace(namespace, 'own'), 'right');
  await apply(fence.kube, parseManifests(own, 'right'));
  await assert.rejects(apply(fence.kube, there), /cannot patch resource "pods" in API group "" in the namespace "own"/);
  await fence.around(['own']);
  await apply(fence.kube, there);
  await prune(fence.kube, parseManifests(own, 'right'), []);
});

test('more objects than the quota has are refused', async () => {
  const most = Number(quota['count/persistentvolumeclaims']);
  const claims = Array.from({ length: most + 1 }, (_, n) => claim(`claim-${n}`)).join('---');
  await assert.rejects(apply(fence.kube, parseManifests(claims, 'hostile')), (error: Error) => {
    assert.match(error.message, /refused PersistentVolumeClaim shop\/claim-20/);
    assert.match(error.message, /exceeded quota: endstate-answer/);
    return true;
  });
});

test('a fork bomb, a log without end, a full disk and a glutton harm their own pods alone', async (t) => {
  const bomb = pod('bomb', 'while :; do sleep 600 & done').replace('Never', 'Always');
  const flood = pod('flood', 'exec yes "$(head -c 1000 /dev/zero | tr "\\\\0" x)"');
  const disk = pod('disk', 'dd if=/dev/zero of=/tmp/a bs=1M count=1200; sleep 600');
  const glutton = pod('glutton', `awk 'BEGIN { s = "x"; for (;;) s = s s }'`);
  await rightPods(async (stream) => {
    await eventually(stream, podsRunning(all(2)), { withinMs: 60_000 });
    const window = { forMs: 30_000, what: 'the right pods did not stay Running' };
    const stayed = staysFor(stream, podsStayRunning(all(2)), window);
    await apply(fence.kube, parseManifests([bomb, flood, disk, glutton].join('---'), 'hostile'));
    const words = async () => `${await said('bomb', true)}${await said('bomb')}`;
    await Promise.all([
      stayed,
      until(async () => /can't fork/.test(await words()), {
        what: 'the bomb forked on',
        withinMs: 60_000,
        everyMs: 500,
      }),
      until(async () => rotations(await logFiles()) > 0, {
        what: 'no log was rotated',
        withinMs: 60_000,
        everyMs: 500,
        last: async () => `${await reason('flood')}: ${await logFiles()}`,
      }),
      until(async () => (await reason('disk')) === 'Evicted', {
        what: 'the pod that filled its disk was not evicted',
        withinMs: 90_000,
        everyMs: 500,
        last: () => reason('disk'),
      }),
      until(async () => (await exitCode('glutton')) === 137, {
        what: 'the pod that took all memory was not killed',
        withinMs: 90_000,
        everyMs: 500,
        last: async () => `${await reason('glutton')}, exit code ${await exitCode('glutton')}`,
      }),
    ]);
  });
  t.diagnostic(`the fence was raised in ${Math.round(raisedMs)}ms`);
  const { stdout } = await lab.machine('worker01').exec(['du', '--summarize', '--block-size=M', '/var/log/pods']);
  const megabytes = Number.parseInt(stdout, 10);
  t.diagnostic(`/var/log/pods: ${megabytes} MB`);
  assert.ok(megabytes < 2000, stdout);
  const names = lab.nodes().map(({ name }) => name);
  await nodesReady(kube, names, { withinMs: 1000, signal: AbortSignal.timeout(10_000) });
});

test("a pod's own token has no right, and from a pod neither a kubelet nor this computer is reached", async () => {
  const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const computer = own.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '192.0.2.1';
  const [node = ''] = lab.machine('worker01').addresses;
  const [controlPlane = ''] = lab.machine('control-plane').addresses;
  const curl = (name: string, ...words: string[]) =>
    `echo "${name} $(curl -sk -m 3 -o /dev/null -w '%{http_code}' ${words.join(' ')})"`;
  const token = '-H "Authorization: Bearer $(cat /var/run/secrets/kubernetes.io/serviceaccount/token)"';
  const script = [
    curl('secrets', token, `https://kubernetes.default/api/v1/namespaces/${namespace}/secrets`),
    curl('nobody', `https://kubernetes.default/api/v1/namespaces/${namespace}/secrets`),
    curl('kubelet', `https://${node}:10250/pods`),
    curl('kubelet-token', token, `https://${node}:10250/pods`),
    curl('kubelet-read-only', `http://${node}:10255/pods`),
    curl('etcd', `http://${controlPlane}:2379/version`),
    curl('computer', `http://${computer}:22`),
    curl('world', 'https://192.0.2.1'),
    'echo end',
  ].join('; ');
  await apply(fence.kube, parseManifests(pod('spy', script, agnhost), 'hostile'));
  await until(async () => /^end$/m.test(await said('spy')), {
    what: 'the spy did not end',
    withinMs: 60_000,
    everyMs: 200,
  });
  assert.equal(
    await said('spy'),
    [
      'secrets 403',
      'nobody 403',
      'kubelet 401',
      'kubelet-token 403',
      'kubelet-read-only 000',
      'etcd 000',
      'computer 000',
      'world 000',
      'end\n',
    ].join('\n'),
  );
});

async function rightPods<T>(work: (stream: ReturnType<typeof watchPods>) => Promise<T>): Promise<T> {
  const stream = watchPods(kube, { namespace, select: { deployment: 'web' } });
  return work(stream).finally(() => stream.close());
}

function said(name: string, previous = false): Promise<string> {
  return logs(kube, { namespace, name }, { previous }).catch(() => '');
}

async function reason(name: string): Promise<string> {
  const { reason, phase } = await statusOf(name);
  return reason ?? phase ?? '';
}

async function exitCode(name: string): Promise<number | undefined> {
  return (await statusOf(name)).containerStatuses?.[0]?.state?.terminated?.exitCode;
}

async function statusOf(name: string): Promise<PodStatus> {
  const { status = {} } = await kube.json<Pod>({ path: pathOf(resources.pods, { namespace, name }) });
  return status;
}

async function logFiles(): Promise<string> {
  const command = `ls -l /var/log/pods/${namespace}_flood_*/main`;
  return (await lab.machine('worker01').exec(['sh', '-c', command])).stdout;
}

function rotations(files: string): number {
  return files.split('\n').filter((file) => /\.log\.\d/.test(file)).length;
}
