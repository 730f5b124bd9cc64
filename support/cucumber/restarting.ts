import { type Condition, met, notYet, type Quantifier, quantify } from '../assert';
import type { PodState } from '../observe';

/** From this many on, a restart is no accident: the container starts and ends again and again. */
const manyRestarts = 2;

/** Pods whose containers start and end again and again: seen by their restarts, or by the kubelet's back-off. */
export function podsRestart(quantifier: Quantifier): Condition<readonly PodState[]> {
  return (pods) => quantify(quantifier, pods, restarts, 'pod');
}

function restarts(pod: PodState) {
  const seen = `${pod.name} is ${pod.status} with ${pod.restarts} restarts`;
  const again = pod.restarts >= manyRestarts || pod.status === 'CrashLoopBackOff';
  return again ? met(seen, 'restarting') : notYet(seen, 'not-restarting');
}
