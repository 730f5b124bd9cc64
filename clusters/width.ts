import { availableParallelism } from 'node:os';
import type { LabSpec } from './lab';
import { freeInotifyInstances, inotifyInstancesOf } from './netns/inotify';

/** A two-worker lab takes 0.9 GB, its probes and its runner the rest. */
const bytesPerLab = 1.5 * 2 ** 30;

/** Most of a scenario is waiting: so many jobs at once unless told, two for each processor, as far as memory goes. */
export function defaultWidth(): number {
  const byMemory = Math.floor(process.availableMemory() / bytesPerLab);
  return Math.max(1, Math.min(4, 2 * availableParallelism(), byMemory));
}

/** What labs side by side share and can run out of, whatever the width: 128 inotify instances by default. */
export const freeRoom = (): number => freeInotifyInstances();

/** What of {@link freeRoom} a job takes whose labs are of these specs; it has one at a time. */
export function roomOf(specs: readonly LabSpec[]): number {
  return Math.max(0, ...specs.map(inotifyInstancesOf));
}
