import type { ContainerStatus, Pod } from '../kube';
import { podLine, sidecars } from './pod-status';

/** One container's run: two of these are equal only if nothing was restarted between. */
export interface ContainerRun {
  readonly name: string;
  readonly restarts: number;
  /** Runtime's id of the container; changes with every start. */
  readonly id?: string | undefined;
  readonly startedAt?: string | undefined;
  /** How the run before this one ended, in words: `exit code 28, Error, at 2026-01-01T00:00:03Z`. */
  readonly lastEnd?: string | undefined;
}

/** A pod as `kubectl get pods` shows it, and what tells its life apart from another's. */
export interface PodState {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  /** The STATUS column. */
  readonly status: string;
  readonly ready: number;
  readonly total: number;
  readonly restarts: number;
  /** Marked for deletion. */
  readonly deleting: boolean;
  /** Every container running and ready, and not being deleted. */
  readonly running: boolean;
  readonly node?: string | undefined;
  readonly ip?: string | undefined;
  readonly containers: readonly ContainerRun[];
  readonly object: Pod;
}

export function podState(pod: Pod): PodState {
  const { name = '', namespace = '', uid = '', deletionTimestamp } = pod.metadata ?? {};
  const line = podLine(pod);
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const deleting = deletionTimestamp !== undefined;
  return {
    name,
    namespace,
    uid,
    ...line,
    deleting,
    running: !deleting && line.status === 'Running' && line.total > 0 && line.ready === line.total && allUp(pod),
    node: pod.spec?.nodeName,
    ip: pod.status?.podIP,
    containers: statuses.map(containerRun),
    object: pod,
  };
}

/** The columns count statuses; a container that has none yet must not be overlooked. */
function allUp(pod: Pod): boolean {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const names = [...(pod.spec?.containers ?? []).map(({ name }) => name), ...sidecars(pod)];
  return names.every((name) => {
    const found = statuses.find((status) => status.name === name);
    return found?.ready === true && found.state?.running !== undefined;
  });
}

function containerRun(status: ContainerStatus): ContainerRun {
  const { name, restartCount, containerID, state, lastState } = status;
  const end = state?.terminated ?? lastState?.terminated;
  const words = end && [`exit code ${end.exitCode}`, end.reason, end.finishedAt && `at ${end.finishedAt}`];
  return {
    name,
    restarts: restartCount,
    id: containerID,
    startedAt: state?.running?.startedAt,
    lastEnd: words?.filter(Boolean).join(', '),
  };
}

/** `web-1 Running 1/1`, with the restarts and how the last run ended where there are any. */
export function describePod({ name, status, ready, total, restarts, containers }: PodState): string {
  const end = containers.find(({ lastEnd }) => lastEnd)?.lastEnd;
  const history = restarts > 0 ? ` (${restarts} restarts${end ? `, last ended with ${end}` : ''})` : '';
  return `${name} ${status} ${ready}/${total}${history}`;
}
