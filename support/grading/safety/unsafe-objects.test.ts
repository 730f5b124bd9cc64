import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseManifests } from '../../kube/parse-manifests';
import { type ObjectAllowance, unsafeObjects } from './unsafe-objects';

const brokenBy = (objects: readonly object[], allow?: ObjectAllowance) => {
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  return unsafeObjects(parseManifests(text, 'manifests/a.yaml'), 'fix-1', allow);
};

const meta = { name: 'web' };
const container = { name: 'web', image: 'caddy:2.7.6' };

const pod = (spec: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { ...meta, ...metadata },
  spec: { containers: [container], ...spec },
});
const deployment = (spec: object, metadata: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: meta,
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata, spec: { containers: [container], ...spec } },
  },
});
const cronJob = (spec: object) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: meta,
  spec: { schedule: '* * * * *', jobTemplate: { spec: { template: { spec: { containers: [container], ...spec } } } } },
});
const inContainer = (fields: object) => pod({ containers: [{ ...container, ...fields }] });
const inContext = (securityContext: object) => inContainer({ securityContext });
const inPodContext = (securityContext: object) => pod({ securityContext });
const privileged = [{ ...container, securityContext: { privileged: true } }];
const object = (apiVersion: string, kind: string, rest: object = {}) => ({ apiVersion, kind, metadata: meta, ...rest });
const rbac = 'rbac.authorization.k8s.io/v1';
const admission = 'admissionregistration.k8s.io/v1';
const inMetadata = (metadata: object) => object('v1', 'ConfigMap', { metadata: { ...meta, ...metadata } });
const c0 = "$['spec']['containers'][0]";

/** An object, the rule that it breaks, and the field. */
const hostile: Readonly<Record<string, readonly [object, string, string]>> = {
  'a privileged container': [inContext({ privileged: true }), 'unsafe-field', `${c0}['securityContext']['privileged']`],
  'one that is privileged by a word': [
    inContext({ privileged: 'true' }),
    'unsafe-field',
    `${c0}['securityContext']['privileged']`,
  ],
  'a privileged initContainer': [
    pod({ initContainers: privileged }),
    'unsafe-field',
    "$['spec']['initContainers'][0]['securityContext']['privileged']",
  ],
  'a privileged ephemeralContainer': [
    pod({ ephemeralContainers: privileged }),
    'unsafe-field',
    "$['spec']['ephemeralContainers'][0]['securityContext']['privileged']",
  ],
  'a privileged container of a Deployment': [
    deployment({ containers: privileged }),
    'unsafe-field',
    "$['spec']['template']['spec']['containers'][0]['securityContext']['privileged']",
  ],
  'a privileged initContainer of a CronJob': [
    cronJob({ initContainers: privileged }),
    'unsafe-field',
    "$['spec']['jobTemplate']['spec']['template']['spec']['initContainers'][0]['securityContext']['privileged']",
  ],
  'a pod of the node, laid over containers that are there': [
    { ...deployment({}), spec: { template: { spec: { hostNetwork: true } } } },
    'unsafe-field',
    "$['spec']['template']['spec']['hostNetwork']",
  ],
  hostPID: [pod({ hostPID: true }), 'unsafe-field', "$['spec']['hostPID']"],
  hostIPC: [pod({ hostIPC: true }), 'unsafe-field', "$['spec']['hostIPC']"],
  hostPath: [
    pod({ volumes: [{ name: 'x', hostPath: { path: '/' } }] }),
    'unsafe-field',
    "$['spec']['volumes'][0]['hostPath']",
  ],
  'a volume of NFS': [pod({ volumes: [{ name: 'x', nfs: {} }] }), 'unsafe-field', "$['spec']['volumes'][0]['nfs']"],
  'a volume of CSI': [pod({ volumes: [{ name: 'x', csi: {} }] }), 'unsafe-field', "$['spec']['volumes'][0]['csi']"],
  hostPort: [
    inContainer({ ports: [{ containerPort: 80, hostPort: 80 }] }),
    'unsafe-field',
    `${c0}['ports'][0]['hostPort']`,
  ],
  'a capability': [
    inContext({ capabilities: { drop: ['ALL'], add: ['CHOWN', 'SYS_ADMIN'] } }),
    'unsafe-field',
    `${c0}['securityContext']['capabilities']['add'][1]`,
  ],
  'every capability': [
    inContext({ capabilities: { add: ['ALL'] } }),
    'unsafe-field',
    `${c0}['securityContext']['capabilities']['add'][0]`,
  ],
  procMount: [inContext({ procMount: 'Unmasked' }), 'unsafe-field', `${c0}['securityContext']['procMount']`],
  'a sysctl': [
    inPodContext({ sysctls: [{ name: 'kernel.msgmax', value: '1' }] }),
    'unsafe-field',
    "$['spec']['securityContext']['sysctls'][0]['name']",
  ],
  'a type of SELinux': [
    inPodContext({ seLinuxOptions: { type: 'spc_t' } }),
    'unsafe-field',
    "$['spec']['securityContext']['seLinuxOptions']['type']",
  ],
  'a user of SELinux': [
    inContext({ seLinuxOptions: { user: 'root' } }),
    'unsafe-field',
    `${c0}['securityContext']['seLinuxOptions']['user']`,
  ],
  'no AppArmor': [
    inContext({ appArmorProfile: { type: 'Unconfined' } }),
    'unsafe-field',
    `${c0}['securityContext']['appArmorProfile']['type']`,
  ],
  'no AppArmor by an annotation': [
    pod({}, { annotations: { 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined' } }),
    'unsafe-field',
    "$['metadata']['annotations']['container.apparmor.security.beta.kubernetes.io/web']",
  ],
  "no AppArmor by a template's annotation": [
    deployment({}, { annotations: { 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined' } }),
    'unsafe-field',
    "$['spec']['template']['metadata']['annotations']['container.apparmor.security.beta.kubernetes.io/web']",
  ],
  'no seccomp': [
    inPodContext({ seccompProfile: { type: 'Unconfined' } }),
    'unsafe-field',
    "$['spec']['securityContext']['seccompProfile']['type']",
  ],
  'a process of Windows itself': [
    inPodContext({ windowsOptions: { hostProcess: true } }),
    'unsafe-field',
    "$['spec']['securityContext']['windowsOptions']['hostProcess']",
  ],
  'a probe of another host': [
    inContainer({ livenessProbe: { httpGet: { host: '169.254.169.254', port: 80 } } }),
    'unsafe-field',
    `${c0}['livenessProbe']['httpGet']['host']`,
  ],
  'a hook to another host': [
    inContainer({ lifecycle: { postStart: { tcpSocket: { host: '172.18.0.2', port: 22 } } } }),
    'unsafe-field',
    `${c0}['lifecycle']['postStart']['tcpSocket']['host']`,
  ],
  'a mount that the node sees': [
    inContainer({ volumeMounts: [{ name: 'x', mountPath: '/x', mountPropagation: 'Bidirectional' }] }),
    'unsafe-field',
    `${c0}['volumeMounts'][0]['mountPropagation']`,
  ],
  'a device of the node': [inContainer({ volumeDevices: [{ name: 'x' }] }), 'unsafe-field', `${c0}['volumeDevices']`],
  'a pod that pushes the others away': [
    pod({ priorityClassName: 'system-node-critical' }),
    'unsafe-field',
    "$['spec']['priorityClassName']",
  ],
  'another scheduler': [pod({ schedulerName: 'mine' }), 'unsafe-field', "$['spec']['schedulerName']"],
  'another runtime': [pod({ runtimeClassName: 'mine' }), 'unsafe-field', "$['spec']['runtimeClassName']"],
  'a pod that takes an hour to end': [
    pod({ terminationGracePeriodSeconds: 3_600 }),
    'unsafe-field',
    "$['spec']['terminationGracePeriodSeconds']",
  ],
  'names of hosts': [pod({ hostAliases: [{ ip: '10.0.0.1' }] }), 'unsafe-field', "$['spec']['hostAliases']"],
  'a static pod': [
    pod({}, { annotations: { 'kubernetes.io/config.mirror': 'x' } }),
    'unsafe-field',
    "$['metadata']['annotations']['kubernetes.io/config.mirror']",
  ],
  'a field of a later release': [pod({ hostEverything: true }), 'unknown-field', "$['spec']['hostEverything']"],
  'a field of a container that nobody knows': [
    inContainer({ previleged: true }),
    'unknown-field',
    `${c0}['previleged']`,
  ],
  'a field with the letters in another case': [pod({ hostnetwork: true }), 'unknown-field', "$['spec']['hostnetwork']"],
  'a finalizer': [inMetadata({ finalizers: ['x/y'] }), 'unsafe-field', "$['metadata']['finalizers']"],
  "a finalizer of a template's pods": [
    deployment({}, { finalizers: ['x/y'] }),
    'unsafe-field',
    "$['spec']['template']['metadata']['finalizers']",
  ],
  'an owner': [inMetadata({ ownerReferences: [] }), 'unsafe-field', "$['metadata']['ownerReferences']"],
  'a generated name': [inMetadata({ generateName: 'x-' }), 'unsafe-field', "$['metadata']['generateName']"],
  'a name of 300 characters': [inMetadata({ name: 'x'.repeat(300) }), 'unknown-field', "$['metadata']['name']"],
  'a name that leads out of its URL': [inMetadata({ name: '../../nodes/x' }), 'unknown-field', "$['metadata']['name']"],
  "the cluster's own namespace": [
    inMetadata({ namespace: 'kube-system' }),
    'unsafe-field',
    "$['metadata']['namespace']",
  ],
  "the judge's namespace": [inMetadata({ namespace: 'endstate-judge' }), 'unsafe-field', "$['metadata']['namespace']"],
  "the judge's namespace itself": [
    object('v1', 'Namespace', { metadata: { name: 'endstate-judge' } }),
    'unsafe-field',
    "$['metadata']['name']",
  ],
  'a Namespace that lets privileged pods in': [
    object('v1', 'Namespace', {
      metadata: { ...meta, labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
    }),
    'unsafe-field',
    "$['metadata']['labels']['pod-security.kubernetes.io/enforce']",
  ],
  'a Namespace that stays': [
    object('v1', 'Namespace', { spec: { finalizers: ['x/y'] } }),
    'unsafe-field',
    "$['spec']['finalizers']",
  ],
  "a Service with other machines' addresses": [
    object('v1', 'Service', { spec: { externalIPs: ['192.168.0.11'] } }),
    'unsafe-field',
    "$['spec']['externalIPs']",
  ],
  'a token': [object('v1', 'Secret', { type: 'kubernetes.io/service-account-token' }), 'unsafe-field', "$['type']"],
  'a token of a node': [object('v1', 'Secret', { type: 'bootstrap.kubernetes.io/token' }), 'unsafe-field', "$['type']"],
  'a million pods': [
    object('apps/v1', 'Deployment', { spec: { replicas: 1_000_000 } }),
    'limits',
    "$['spec']['replicas']",
  ],
  'a million jobs at a time': [
    object('batch/v1', 'Job', { spec: { parallelism: 51 } }),
    'limits',
    "$['spec']['parallelism']",
  ],
  'a ClusterRoleBinding': [object(rbac, 'ClusterRoleBinding'), 'kinds', "$['kind']"],
  'a Role': [object(rbac, 'Role'), 'kinds', "$['kind']"],
  'a webhook': [object(admission, 'MutatingWebhookConfiguration'), 'kinds', "$['kind']"],
  'an admission policy': [object(admission, 'ValidatingAdmissionPolicy'), 'kinds', "$['kind']"],
  'a kind of its own': [object('apiextensions.k8s.io/v1', 'CustomResourceDefinition'), 'kinds', "$['kind']"],
  'an API of its own': [object('apiregistration.k8s.io/v1', 'APIService'), 'kinds', "$['kind']"],
  'a PriorityClass': [object('scheduling.k8s.io/v1', 'PriorityClass'), 'kinds', "$['kind']"],
  'a Node': [object('v1', 'Node'), 'kinds', "$['kind']"],
  'a PersistentVolume': [object('v1', 'PersistentVolume'), 'kinds', "$['kind']"],
  'a CertificateSigningRequest': [object('certificates.k8s.io/v1', 'CertificateSigningRequest'), 'kinds', "$['kind']"],
  'addresses for a Service': [object('discovery.k8s.io/v1', 'EndpointSlice'), 'kinds', "$['kind']"],
  'a Pod of another group': [object('evil.example/v1', 'Pod'), 'unknown-field', "$['apiVersion']"],
  'a list within a list': [
    { apiVersion: 'v1', kind: 'List', items: [{ ...object('v1', 'List'), items: [inContext({ privileged: true })] }] },
    'kinds',
    "$['kind']",
  ],
  'a pod in a kind that nobody knows': [
    object('evil.example/v1', 'Thing', { spec: { deep: [{ containers: privileged }] } }),
    'unsafe-field',
    "$['spec']['deep'][0]['containers'][0]['securityContext']['privileged']",
  ],
};

for (const [name, [hostileObject, rule, field]] of Object.entries(hostile)) {
  test(`refused: ${name}`, () => {
    const found = brokenBy([object('v1', 'ConfigMap'), hostileObject]);
    const broken = found.find((each) => each.field === field);
    assert.ok(broken, JSON.stringify(found));
    assert.equal(broken.rule, rule);
    assert.equal(broken.file, 'manifests/a.yaml');
    assert.ok(broken.said.startsWith(`${field} of `), broken.said);
    assert.deepEqual(broken.voids, rule === 'unknown-field' ? { method: 'fix-1' } : { whole: true });
  });
}

test('that was all of them', (t) => t.diagnostic(`${Object.keys(hostile).length} hostile objects`));

test('what a right answer may need is let through', () => {
  const spec = {
    nodeName: 'worker01',
    tolerations: [{ operator: 'Exists' }],
    schedulerName: 'default-scheduler',
    hostNetwork: false,
    securityContext: { runAsUser: 0, sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] },
    volumes: [
      { name: 'x', configMap: { name: 'x' } },
      { name: 'y', emptyDir: {} },
    ],
    containers: [
      {
        ...container,
        ports: [{ containerPort: 80, hostPort: null }],
        securityContext: { privileged: false, capabilities: { add: ['NET_BIND_SERVICE'] } },
      },
    ],
  };
  const exported = { uid: 'x', resourceVersion: '1', creationTimestamp: null, managedFields: [], generation: 1 };
  const objects = [
    pod(spec, exported),
    deployment(spec),
    cronJob(spec),
    // What the server wrote is taken off before anything is applied (support/kube/apply.ts).
    { ...object('v1', 'Service', { spec: { type: 'NodePort' } }), status: { loadBalancer: {} } },
    object('v1', 'Namespace', { metadata: { ...meta, labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } } }),
    object('v1', 'Secret', { type: 'Opaque' }),
    object('networking.k8s.io/v1', 'NetworkPolicy'),
  ];
  assert.deepEqual(brokenBy(objects), []);
});

test('a problem says which kinds and names of hosts are let through', () => {
  const policy = object('cilium.io/v2', 'CiliumNetworkPolicy');
  assert.deepEqual(brokenBy([policy], { kinds: ['Service', 'CiliumNetworkPolicy.cilium.io'] }), []);
  assert.equal(brokenBy([object('v1', 'ConfigMap')], { kinds: ['Service'] })[0]?.rule, 'kinds');
  assert.deepEqual(brokenBy([pod({ hostAliases: [{ ip: '10.0.0.1' }] })], { hostAliases: true }), []);
});

test("no manifest of the project's own problems is unsafe", () => {
  const root = join(__dirname, '../../../features');
  const files = readdirSync(root, { recursive: true }).map(String);
  const manifests = files.filter((file) => /^(ictsc|hard-way).*\/manifests\/.*\.yaml$/.test(file));
  assert.ok(manifests.length > 100);
  for (const file of manifests) {
    const objects = parseManifests(readFileSync(join(root, file), 'utf8'), file);
    assert.deepEqual(unsafeObjects(objects, ''), [], file);
  }
});
