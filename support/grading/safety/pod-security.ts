import { type Finding, unsafe } from './finding';
import { everyContainer } from './pod-specs';
import { type Found, isMapping, valuesAt } from './values-at';

/*
 * The Baseline profile of the Pod Security Standards as of Kubernetes 1.36, a line a restricted field:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 * compared with the checks of k8s.io/pod-security-admission v0.36.3. That one relaxes procMount in user namespaces; not here.
 */

/** What a field may be beside not being there; nothing where it may not be there at all. */
interface Control {
  readonly place: string;
  readonly may: readonly unknown[];
}

/** Under the pod's own security context, and under each container's. */
const everywhere = (place: string, ...may: readonly unknown[]): readonly Control[] => [
  { place: `securityContext.${place}`, may },
  { place: `${everyContainer}.securityContext.${place}`, may },
];
const ofContainers = (place: string, ...may: readonly unknown[]): Control => ({
  place: `${everyContainer}.${place}`,
  may,
});
const ofPod = (place: string, ...may: readonly unknown[]): Control => ({ place, may });

const handlers = 'httpGet|tcpSocket';

const controls: readonly Control[] = [
  ...everywhere('windowsOptions.hostProcess', false),
  ofPod('hostNetwork', false),
  ofPod('hostPID', false),
  ofPod('hostIPC', false),
  ofContainers('securityContext.privileged', false),
  ofContainers(
    'securityContext.capabilities.add[]',
    ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE'],
    ...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
  ),
  ofContainers('ports[].hostPort', 0),
  ofContainers(`livenessProbe|readinessProbe|startupProbe.${handlers}.host`, ''),
  ofContainers(`lifecycle.postStart|preStop.${handlers}.host`, ''),
  ...everywhere('appArmorProfile.type', 'RuntimeDefault', 'Localhost'),
  ...everywhere(
    'seLinuxOptions.type',
    ...['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'],
  ),
  ...everywhere('seLinuxOptions.user|role', ''),
  ofContainers('securityContext.procMount', 'Default'),
  ...everywhere('seccompProfile.type', 'RuntimeDefault', 'Localhost'),
  ofPod(
    'securityContext.sysctls[].name',
    ...['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start'],
    ...['net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_local_reserved_ports'],
    ...['net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl'],
    ...['net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'],
  ),
];

/**
 * Types of volumes. Stricter than Baseline, which refuses hostPath alone: of the Restricted profile's those that are made from
 * the cluster's own objects, since `csi`, `nfs` and the like reach what lies outside of it.
 */
const volumes = ['name', 'configMap', 'downwardAPI', 'emptyDir', 'persistentVolumeClaim', 'projected', 'secret'];

/** Annotations by which older releases set what are fields now. */
const annotations: readonly (readonly [RegExp, RegExp])[] = [
  [/^container\.apparmor\.security\.beta\.kubernetes\.io\//, /^(runtime\/default|localhost\/.*)$/],
  [/^(container\.)?seccomp\.security\.alpha\.kubernetes\.io\//, /^(runtime\/default|docker\/default|localhost\/.*)$/],
  // A pod that says it is a static one is not the API server's to admit or to delete.
  [/^kubernetes\.io\/config\./, /^$/],
];

/** What the spec of a pod has that Baseline refuses. */
export function againstBaseline(spec: Found): readonly Finding[] {
  return [...controls.flatMap((control) => against(control, spec)), ...oddVolumes(spec)];
}

function against({ place, may }: Control, spec: Found): readonly Finding[] {
  return valuesAt(spec.value, place, spec.path)
    .filter(({ value }) => value !== null && !may.includes(value))
    .map(({ path, value }) => unsafe(path, `is ${shortly(value)}, and may be ${may.map(shortly).join(', ')}`));
}

function oddVolumes(spec: Found): readonly Finding[] {
  return valuesAt(spec.value, 'volumes[]', spec.path).flatMap(({ path, value }) =>
    Object.keys(isMapping(value) ? value : {})
      .filter((type) => !volumes.includes(type))
      .map((type) =>
        unsafe(
          [...path, type],
          `is a type of volume that an answer must not have; it may have ${volumes.slice(1).join(', ')}`,
        ),
      ),
  );
}

/** What a pod's annotations set that Baseline refuses. `metadata` is that of the pod or of its template. */
export function annotatedAgainstBaseline(metadata: Found): readonly Finding[] {
  return valuesAt(metadata.value, 'annotations', metadata.path).flatMap(({ path, value }) =>
    Object.entries(isMapping(value) ? value : {})
      .filter(([key, text]) => annotations.some(([odd, may]) => odd.test(key) && !may.test(String(text))))
      .map(([key, text]) => unsafe([...path, key], `is ${shortly(text)}, which takes a pod out of what holds it`)),
  );
}

export function shortly(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
