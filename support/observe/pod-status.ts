import type { ContainerStatus, Pod } from '../kube';

type ContainerState = NonNullable<ContainerStatus['state']>;

/** A pod's line in `kubectl get pods`. */
export interface PodLine {
  /** The STATUS column: `Running`, `CrashLoopBackOff`, `Init:0/1`, `Terminating` … */
  readonly status: string;
  /** READY is `ready/total`. */
  readonly ready: number;
  readonly total: number;
  /** The RESTARTS column, without its "ago". */
  readonly restarts: number;
}

/**
 * What `kubectl get pods` shows, which the API server computes (pkg/printers/internalversion, printPod): not the phase,
 * which stays Running in a CrashLoopBackOff, but what holds the pod up, the first container that does winning.
 */
export function podLine(pod: Pod): PodLine {
  const init = initProgress(pod);
  const past = init.status === undefined || hasCondition(pod, 'Initialized');
  const main = past ? mainProgress(pod) : undefined;
  const base = baseStatus(pod);
  const status = completedOrRunning(pod, main?.status ?? init.status ?? base, main?.running ?? 0);
  return {
    status: deletionStatus(pod) ?? status,
    ready: init.ready + (main?.running ?? 0),
    total: (pod.spec?.containers.length ?? 0) + sidecars(pod).size,
    restarts: main ? init.sidecarRestarts + main.restarts : init.restarts,
  };
}

/** Init containers that go on running beside the others (restartPolicy Always). */
export function sidecars(pod: Pod): ReadonlySet<string> {
  const containers = pod.spec?.initContainers ?? [];
  return new Set(containers.filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name));
}

function baseStatus({ status }: Pod): string {
  const gated = status?.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated');
  return gated ? 'SchedulingGated' : status?.reason || status?.phase || 'Unknown';
}

interface InitProgress {
  /** What the initialisation is at; `undefined` once it is over. */
  readonly status: string | undefined;
  readonly ready: number;
  readonly restarts: number;
  readonly sidecarRestarts: number;
}

function initProgress(pod: Pod): InitProgress {
  const statuses = pod.status?.initContainerStatuses ?? [];
  const beside = sidecars(pod);
  const isUp = ({ name, started }: ContainerStatus) => beside.has(name) && started === true;
  const isOver = (container: ContainerStatus) => container.state?.terminated?.exitCode === 0 || isUp(container);
  const at = statuses.findIndex((container) => !isOver(container));
  const reached = at === -1 ? statuses : statuses.slice(0, at + 1);
  const holding = at === -1 ? undefined : statuses[at];
  const count = `${at}/${pod.spec?.initContainers?.length ?? statuses.length}`;
  return {
    status: holding && `Init:${initReason(holding.state) ?? count}`,
    ready: reached.filter((container) => isUp(container) && container.ready).length,
    restarts: sum(reached),
    sidecarRestarts: sum(reached.filter(({ name }) => beside.has(name))),
  };
}

function initReason(state: ContainerState | undefined): string | undefined {
  if (state?.terminated) return terminatedReason(state.terminated);
  const waiting = state?.waiting?.reason;
  return waiting === 'PodInitializing' ? undefined : waiting || undefined;
}

/** The first container with something to say names the status; all count. */
function mainProgress(pod: Pod): {
  readonly status: string | undefined;
  readonly running: number;
  readonly restarts: number;
} {
  const statuses = pod.status?.containerStatuses ?? [];
  const reasons = statuses.map(
    ({ state }) => state?.waiting?.reason || (state?.terminated && terminatedReason(state.terminated)),
  );
  const running = statuses.filter(({ ready, state }, index) => !reasons[index] && ready && state?.running);
  return { status: reasons.find(Boolean) || undefined, running: running.length, restarts: sum(statuses) };
}

function terminatedReason({ reason, signal, exitCode }: NonNullable<ContainerState['terminated']>): string {
  if (reason) return reason;
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

/** One container that is done does not make the pod done while another runs. */
function completedOrRunning(pod: Pod, status: string, running: number): string {
  if (status !== 'Completed' || running === 0) return status;
  return hasCondition(pod, 'Ready') ? 'Running' : 'NotReady';
}

function deletionStatus({ metadata, status }: Pod): string | undefined {
  if (!metadata?.deletionTimestamp) return undefined;
  if (status?.reason === 'NodeLost') return 'Unknown';
  return status?.phase === 'Succeeded' || status?.phase === 'Failed' ? undefined : 'Terminating';
}

function hasCondition({ status }: Pod, type: string): boolean {
  return status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

function sum(statuses: readonly ContainerStatus[]): number {
  return statuses.reduce((total, { restartCount }) => total + (restartCount ?? 0), 0);
}
