import type { Observations, WaitOptions } from '../assert';
import { type PodState, watchPods } from '../observe';
import type { PodsWords } from './parse-pods';
import { progress } from './session';
import type { World } from './world';

/** How long a claim without a deadline of its own is waited for. */
export const defaultWithinMs = {
  pods: 60_000,
  workload: 120_000,
  traffic: 30_000,
  command: 30_000,
  boot: 90_000,
  conformance: 60 * 60_000,
  policyOracle: 30 * 60_000,
} as const;

/** The options of a wait: ends with the scenario, and tells the live view what was seen last. */
export function waiting(world: World, withinMs: number, what: string): WaitOptions {
  return {
    withinMs,
    what,
    signal: world.signal,
    onAttempt: ({ detail }, attempt) => progress(`attempt ${attempt}: ${detail.split('\n', 1)[0]}`),
  };
}

/** Watches while a claim is judged, and no longer. */
export async function watching<T, R>(
  stream: Observations<T>,
  judge: (stream: Observations<T>) => Promise<R>,
): Promise<R> {
  try {
    return await judge(stream);
  } finally {
    stream.close();
  }
}

/** Watches the pods that a step names while a claim on them is judged. */
export async function watchingPods<R>(
  world: World,
  { namespace, select }: PodsWords,
  judge: (pods: Observations<readonly PodState[]>) => Promise<R>,
): Promise<R> {
  return watching(watchPods(await world.kube(), { namespace, select }), judge);
}
