import type { Argv } from '../exec/exec';

/** Cyclonus's own tags of cases that a selection may name. */
export const caseTags = [
  'all-namespaces',
  'all-pods',
  'allow-all',
  'any-peer',
  'any-port',
  'any-port-protocol',
  'conflict',
  'deny-all',
  'direction',
  'egress',
  'ingress',
  'ip-block-no-except',
  'ip-block-with-except',
  'named-port',
  'namespaces-by-label',
  'numbered-port',
  'peer-ipblock',
  'peer-pods',
  'pods-by-label',
  'policy-namespace',
  'port',
  'rule',
  'target',
  'target-namespace',
  'target-pod-selector',
  'tcp',
] as const;

/**
 * Never run. The first line's cases take several steps, and what is tried here is one state a case; then protocols that our own
 * probes do not speak; then what Cyclonus leaves out by itself; then what comes too often, or asks for what nobody serves.
 */
const leftOut = [
  ...['action', 'example', 'upstream-e2e'],
  ...['udp', 'sctp'],
  ...['multi-peer', 'end-port', 'namespaces-by-default-label'],
  ...['multi-port/protocol', 'pathological'],
];

/** The ports that every pod serves, in TCP: those of the policies that Cyclonus makes. */
export const ports = [80, 81] as const;

/** What its pods run. */
export const podImage = 'registry.k8s.io/e2e-test-images/agnhost:2.43';

export interface Selection {
  /** Cases with any of these tags, but with none that is left out. */
  readonly tags: readonly string[];
  /** Whole seconds between a policy and Cyclonus's look; its own 5 unless told. It has no other way to know. */
  readonly waitSeconds?: number;
  /** How often Cyclonus looks once more at a case that is not as it expects; once unless told, as is its own default. */
  readonly retries?: number;
}

/**
 * Cyclonus's command line. It connects to pods by their addresses, as we do; and it leaves out what a pod says to itself,
 * which no policy can forbid (https://kubernetes.io/docs/concepts/services-networking/network-policies/).
 */
export function cyclonusCommand(program: string, { tags, waitSeconds = 5, retries = 1 }: Selection): Argv {
  return [
    program,
    'generate',
    '--noisy',
    '--ignore-loopback',
    '--destination-type=pod-ip',
    '--server-protocol=TCP',
    `--server-port=${ports.join(',')}`,
    `--include=${tags.join(',')}`,
    `--exclude=${leftOut.join(',')}`,
    `--perturbation-wait-seconds=${waitSeconds}`,
    `--retries=${retries}`,
    // Of one connection, as ours.
    '--job-timeout-seconds=2',
    '--pod-creation-timeout-seconds=120',
  ];
}
