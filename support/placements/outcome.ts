import type { PodState } from '../observe';

/**
 * One word for what became of the pods: from how they are when the deadline has passed, not from the moment at which
 * the last window closed, so that the same answer gets the same word.
 */
export function outcomeOf(pods: readonly PodState[]): 'no-pods' | 'pending' | 'restarting' | 'not-running' {
  if (pods.length === 0) return 'no-pods';
  if (pods.some(({ node }) => node === undefined)) return 'pending';
  return pods.some(({ restarts, status }) => restarts > 0 || status === 'CrashLoopBackOff')
    ? 'restarting'
    : 'not-running';
}
