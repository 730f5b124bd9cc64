import { type Finding, unsafe } from './finding';
import { shortly } from './pod-security';
import { everyContainer } from './pod-specs';
import { type Found, isMapping, valuesAt } from './values-at';

/*
 * Fields by the API reference of Kubernetes 1.36 (core/v1, PodSpec and Container). What a later release adds is refused
 * until somebody has thought about it.
 */

const podFields = new Set([
  ...['activeDeadlineSeconds', 'affinity', 'automountServiceAccountToken', 'containers', 'dnsConfig', 'dnsPolicy'],
  ...['enableServiceLinks', 'ephemeralContainers', 'hostAliases', 'hostIPC', 'hostNetwork', 'hostPID', 'hostUsers'],
  ...['hostname', 'imagePullSecrets', 'initContainers', 'nodeName', 'nodeSelector', 'preemptionPolicy'],
  ...['readinessGates', 'resources', 'restartPolicy', 'schedulerName', 'schedulingGates', 'securityContext'],
  ...['serviceAccount', 'serviceAccountName', 'setHostnameAsFQDN', 'shareProcessNamespace', 'subdomain'],
  ...['terminationGracePeriodSeconds', 'tolerations', 'topologySpreadConstraints', 'volumes'],
]);

const containerFields = new Set([
  ...['args', 'command', 'env', 'envFrom', 'image', 'imagePullPolicy', 'lifecycle', 'livenessProbe', 'name', 'ports'],
  ...['readinessProbe', 'resizePolicy', 'resources', 'restartPolicy', 'restartPolicyRules', 'securityContext'],
  ...['startupProbe', 'stdin', 'stdinOnce', 'targetContainerName', 'terminationMessagePath'],
  ...['terminationMessagePolicy', 'tty', 'volumeMounts', 'workingDir'],
]);

const contextFields = new Set([
  ...['allowPrivilegeEscalation', 'appArmorProfile', 'capabilities', 'fsGroup', 'fsGroupChangePolicy', 'privileged'],
  ...['procMount', 'readOnlyRootFilesystem', 'runAsGroup', 'runAsNonRoot', 'runAsUser', 'seLinuxChangePolicy'],
  ...[
    'seLinuxOptions',
    'seccompProfile',
    'supplementalGroups',
    'supplementalGroupsPolicy',
    'sysctls',
    'windowsOptions',
  ],
]);

/** Seconds that a pod may take to end: the judge waits for it. */
const longestGrace = 120;

/** What a pod must not have although Pod Security lets it, by where it is. */
const refusals: readonly (readonly [string, (value: unknown) => string | undefined])[] = [
  ['priorityClassName', () => "lets it push other pods, the judge's among them, off their nodes"],
  ['priority', () => "lets it push other pods, the judge's among them, off their nodes"],
  ['runtimeClassName', () => 'is for other runtimes than the lab has'],
  ['resourceClaims', () => 'asks for devices of a node'],
  [
    'schedulerName',
    (name) => (name === 'default-scheduler' ? undefined : 'is another scheduler than the judge steers'),
  ],
  [
    'terminationGracePeriodSeconds',
    (seconds) => (Number(seconds) <= longestGrace ? undefined : `is more than ${longestGrace}`),
  ],
  [`${everyContainer}.volumeDevices`, () => 'is a device of the node'],
  [
    `${everyContainer}.volumeMounts[].mountPropagation`,
    (how) => (how === 'None' || how === 'HostToContainer' ? undefined : "makes its mounts the node's"),
  ],
];

/** Whether a release that is thought of here knows the field of a pod's spec. */
export function isPodField(name: string): boolean {
  return podFields.has(name) || refusals.some(([place]) => place === name);
}

export interface PodAllowance {
  /** Whether the problem lets an answer give pods names of hosts. */
  readonly hostAliases?: boolean | undefined;
}

/** What a pod has that an answer must not, and what no release that is thought of here knows. */
export function oddPodFields(spec: Found, { hostAliases = false }: PodAllowance): readonly Finding[] {
  const aliases = hostAliases ? [] : valuesAt(spec.value, 'hostAliases', spec.path);
  const dodges = aliases.map(({ path }) => unsafe(path, 'leads names elsewhere than DNS does'));
  const refused = refusals.flatMap(([place, why]) =>
    valuesAt(spec.value, place, spec.path).flatMap(({ path, value }) => {
      const problem = value === null ? undefined : why(value);
      return problem === undefined ? [] : [unsafe(path, `is ${shortly(value)}: it ${problem}`)];
    }),
  );
  return [...dodges, ...refused, ...unknownFields(spec, refused)];
}

function unknownFields(spec: Found, refused: readonly Finding[]): readonly Finding[] {
  const containers = valuesAt(spec.value, everyContainer, spec.path);
  const contexts = valuesAt(spec.value, 'securityContext', spec.path);
  const innerContexts = valuesAt(spec.value, `${everyContainer}.securityContext`, spec.path);
  const unknown = [
    ...unknownIn(spec, podFields),
    ...containers.flatMap((container) => unknownIn(container, containerFields)),
    ...[...contexts, ...innerContexts].flatMap((context) => unknownIn(context, contextFields)),
  ];
  const known = new Set(refused.map(({ path }) => JSON.stringify(path)));
  return unknown.filter(({ path }) => !known.has(JSON.stringify(path)));
}

function unknownIn({ path, value }: Found, fields: ReadonlySet<string>): readonly Finding[] {
  return Object.keys(isMapping(value) ? value : {})
    .filter((key) => !fields.has(key))
    .map((key) => ({
      rule: 'unknown-field',
      path: [...path, key],
      problem: 'is no field that a pod of an answer may have',
    }));
}
