import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { type LabSpec, machineNames } from '../lab';

/** Processes and threads of one pod, and of all pods of a node: kubelets keep both. */
export const pidsOfPod = 512;
export const pidsOfPods = 2048;

/** A node's own programs have some 800 threads, and an agent that compiles eBPF programs forks compilers. */
const pidsOfMachine = pidsOfPods + 1024;

/** What a node's kubelet is told that its machine can number: the computer's own number would be that of every lab. */
export const pidMax = 8192;

/** A two-worker lab takes 0.9 GB; with what its files bring into the cache, and the end-to-end tests, less than this. */
const bytesOfLab = 2 * 2 ** 30;
const bytesOfMachine = 2 ** 30;

/** All containers and builds of a host with Docker: less than any lab has, so that the host itself is not the hog that is killed. */
export const bytesOfContainers = 2 * 2 ** 30;

/** What this computer has. */
export interface Computer {
  readonly pids: number;
  readonly bytes: number;
}

/**
 * What a lab may take of the computer, as its supervisor reads it: a file of the lab's cgroup and a number, a line each, in the words
 * of cgroup v1 and v2. Machines do not see that cgroup, so that root of a machine cannot lift them.
 */
export function labLimits(
  spec: Pick<LabSpec, 'names' | 'workers' | 'hosts'>,
  computer: Computer = thisComputer(),
): string {
  const machines = machineNames(spec).length;
  const pids = Math.min(pidsOfMachine * machines, Math.floor(computer.pids / 2));
  const bytes = Math.min(bytesOfLab + bytesOfMachine * machines, Math.floor((computer.bytes * 3) / 4));
  return [`pids.max ${pids}`, `memory.limit_in_bytes ${bytes}`, `memory.max ${bytes}`, ''].join('\n');
}

function thisComputer(): Computer {
  const number = (setting: string) => Number(readFileSync(`/proc/sys/kernel/${setting}`, 'utf8'));
  return { pids: Math.min(number('pid_max'), number('threads-max')), bytes: totalmem() };
}
