import { type Condition, type Invariant, type Judgement, met, notYet, type Quantifier, quantify } from '../assert';
import { type ContainerRun, describePod, type PodState } from './pod-state';

/** So many pods are Running as kubectl shows it: all containers running and ready, not being deleted. */
export function podsRunning(quantifier: Quantifier): Condition<readonly PodState[]> {
  return (pods) => quantify(quantifier, pods, isRunning, 'pod');
}

/** So many pods show one of these words in kubectl's STATUS column. */
export function podsAre(quantifier: Quantifier, status: string | readonly string[]): Condition<readonly PodState[]> {
  const wanted = [status].flat();
  const judge = (pod: PodState) =>
    wanted.includes(pod.status) ? met(describePod(pod)) : notYet(describePod(pod), pod.status);
  return (pods) => quantify(quantifier, pods, judge, 'pod');
}

/**
 * So many pods are Running and are the same runs as at the window's start: same UIDs, no container restarted. For
 * "all", no pod that was there at the start may be gone either.
 */
export function podsStayRunning(quantifier: Quantifier): Invariant<readonly PodState[]> {
  return (pods, atStart) => {
    const before = new Map(atStart.map((pod) => [pod.uid, pod]));
    const judgement = quantify(quantifier, pods, (pod) => isSameRun(pod, before.get(pod.uid)), 'pod');
    const gone = atStart.filter(({ uid }) => !pods.some((pod) => pod.uid === uid));
    if (!('all' in quantifier) || gone.length === 0) return judgement;
    return notYet(`${gone.map(({ name }) => name).join(', ')} gone; ${judgement.detail}`, 'deleted');
  };
}

function isRunning(pod: PodState): Judgement {
  if (pod.running) return met(describePod(pod));
  return notYet(describePod(pod), pod.status === 'Running' ? 'NotReady' : pod.status);
}

function isSameRun(pod: PodState, before: PodState | undefined): Judgement {
  if (!before) return notYet(`${describePod(pod)}, not there at the start`, 'replaced');
  const restarted = pod.containers.map((container) => restart(container, before)).find(Boolean);
  if (restarted) return notYet(`${describePod(pod)}: ${restarted}`, 'restarted');
  return isRunning(pod);
}

/** How a container's run differs from the one at the start; the count misses a kubelet that lost its memory. */
function restart(now: ContainerRun, pod: PodState): string | undefined {
  const before = pod.containers.find(({ name }) => name === now.name);
  if (!before) return undefined;
  if (now.restarts !== before.restarts) {
    return `container ${now.name} restarted (${before.restarts} → ${now.restarts})${now.lastEnd ? `, it had ended with ${now.lastEnd}` : ''}`;
  }
  const replaced = before.id !== undefined && now.id !== undefined && now.id !== before.id;
  return replaced ? `container ${now.name} was replaced by another run of it` : undefined;
}
