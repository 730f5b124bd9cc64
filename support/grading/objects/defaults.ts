import { isJsonObject, type Json, type JsonObject, own } from './json';

/**
 * What the API server writes where a manifest is silent, in the shape of the object: a value, what it follows from, the
 * fields of a mapping, or (in brackets) of every item of a list. Source: "Defaults to" in the API reference of the kinds.
 */
type Defaults = string | number | boolean | ((around: JsonObject) => Json | undefined) | readonly [Shape] | Shape;
interface Shape {
  readonly [field: string]: Defaults;
}

/** A field that says nothing about what was asked for, whatever is in it. */
const bookkeeping = (field: string) => (around: JsonObject) => own(around, field);

const metadata: Shape = {
  namespace: 'default',
  labels: {},
  annotations: Object.fromEntries(
    ['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision'].map((key) => [
      key,
      bookkeeping(key),
    ]),
  ),
};

const probe: Shape = {
  timeoutSeconds: 1,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
  initialDelaySeconds: 0,
  httpGet: { scheme: 'HTTP', path: '/' },
};

const container: Shape = {
  imagePullPolicy: ({ image }) => (isMutable(String(image)) ? 'Always' : 'IfNotPresent'),
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  resources: {},
  securityContext: {},
  ports: [{ protocol: 'TCP' }],
  env: [{ valueFrom: { fieldRef: { apiVersion: 'v1' } } }],
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
};

/** Without a tag, or with `latest`: such an image is pulled anew for each pod. */
function isMutable(image: string): boolean {
  return !image.includes('@') && !/:(?!latest$)[^/:]+$/.test(image);
}

const podSpec: Shape = {
  restartPolicy: 'Always',
  dnsPolicy: 'ClusterFirst',
  schedulerName: 'default-scheduler',
  terminationGracePeriodSeconds: 30,
  enableServiceLinks: true,
  hostNetwork: false,
  hostPID: false,
  hostIPC: false,
  securityContext: {},
  nodeSelector: {},
  containers: [container],
  initContainers: [container],
  volumes: [
    {
      configMap: { defaultMode: 420 },
      secret: { defaultMode: 420 },
      projected: { defaultMode: 420 },
      downwardAPI: { defaultMode: 420 },
    },
  ],
};

const template: Shape = { metadata, spec: podSpec };

const rollingUpdate = (settings: Shape): Shape => ({ type: 'RollingUpdate', rollingUpdate: settings });

const service: Shape = {
  type: 'ClusterIP',
  sessionAffinity: 'None',
  internalTrafficPolicy: 'Cluster',
  externalTrafficPolicy: 'Cluster',
  allocateLoadBalancerNodePorts: true,
  publishNotReadyAddresses: false,
  ports: [{ protocol: 'TCP', targetPort: ({ port }) => port }],
};

const peers: readonly [Shape] = [{ ports: [{ protocol: 'TCP' }] }];

const specs: Readonly<Record<string, Shape>> = {
  Pod: podSpec,
  Deployment: {
    replicas: 1,
    minReadySeconds: 0,
    paused: false,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    strategy: rollingUpdate({ maxSurge: '25%', maxUnavailable: '25%' }),
    template,
  },
  DaemonSet: {
    minReadySeconds: 0,
    revisionHistoryLimit: 10,
    updateStrategy: rollingUpdate({ maxSurge: 0, maxUnavailable: 1 }),
    template,
  },
  ReplicaSet: { replicas: 1, minReadySeconds: 0, template },
  ReplicationController: { replicas: 1, minReadySeconds: 0, template },
  StatefulSet: {
    replicas: 1,
    minReadySeconds: 0,
    revisionHistoryLimit: 10,
    podManagementPolicy: 'OrderedReady',
    updateStrategy: rollingUpdate({ partition: 0 }),
    template,
  },
  Job: { template },
  CronJob: { jobTemplate: { spec: { template } } },
  Service: service,
  NetworkPolicy: { ingress: peers, egress: peers },
};

/** An object without what would be in it if it were not written: two that mean the same become the same. */
export function withoutDefaults(object: JsonObject): JsonObject {
  const spec = specs[String(object.kind)];
  return bare(object, { metadata, ...(spec ? { spec } : {}) });
}

function bare(object: JsonObject, shape: Shape): JsonObject {
  const fields = Object.entries(object).flatMap(([field, value]): readonly [string, Json][] => {
    const left = Object.hasOwn(shape, field) ? leftOf(value, shape[field] as Defaults, object) : value;
    return left === undefined ? [] : [[field, left]];
  });
  return Object.fromEntries(fields);
}

/** What is left of a field; undefined where it is as if it were not there. */
function leftOf(value: Json, defaults: Defaults, around: JsonObject): Json | undefined {
  if (typeof defaults === 'function') return value === defaults(around) ? undefined : value;
  if (isListShape(defaults))
    return Array.isArray(value) ? value.map((item) => (isJsonObject(item) ? bare(item, defaults[0]) : item)) : value;
  if (typeof defaults !== 'object') return value === defaults ? undefined : value;
  if (!isJsonObject(value)) return value;
  const left = bare(value, defaults);
  return Object.keys(left).length === 0 ? undefined : left;
}

function isListShape(defaults: Defaults): defaults is readonly [Shape] {
  return Array.isArray(defaults);
}
