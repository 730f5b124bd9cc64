import { availableParallelism } from 'node:os';
import { freeInotifyInstances, inotifyInstancesPerLab } from './netns/inotify';

/** A two-worker lab takes 0.9 GB, its probes and its runner the rest. */
const bytesPerLab = 1.5 * 2 ** 30;

/**
 * How many jobs run at once unless told: most of a scenario is waiting, so two for each processor, four at most, as far
 * as memory goes and the inotify instances that are left (of 128 by default: the fourth lab's kubelets would not start).
 */
export function defaultWidth(): number {
  const byMemory = Math.floor(process.availableMemory() / bytesPerLab);
  const byInotify = Math.floor(freeInotifyInstances() / inotifyInstancesPerLab);
  return Math.max(1, Math.min(4, 2 * availableParallelism(), byMemory, byInotify));
}
