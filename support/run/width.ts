import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** A two-worker lab takes 0.9 GB, its probes and its runner the rest. */
const bytesPerLab = 1.5 * 2 ** 30;

/** Of a two-worker lab, counted in /proc/<pid>/fd: 6 a kubelet and the API server, 7 the controller manager, 6 others. */
const inotifyInstancesPerLab = 40;

/**
 * How many jobs run at once unless told: most of a scenario is waiting, so two for each processor, four at most, as far
 * as memory goes and the kernel's limit of inotify instances (128 by default: the fourth lab's kubelets would not start).
 */
export function defaultWidth(): number {
  const byMemory = Math.floor(process.availableMemory() / bytesPerLab);
  const byInotify = Math.floor(inotifyInstances() / inotifyInstancesPerLab);
  return Math.max(1, Math.min(4, 2 * availableParallelism(), byMemory, byInotify));
}

function inotifyInstances(): number {
  try {
    return Number(readFileSync('/proc/sys/fs/inotify/max_user_instances', 'utf8'));
  } catch {
    return Infinity; // no Linux: whatever makes labs here has a kernel of its own
  }
}
