import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isAlive, type ProcessId, processId } from '../netns/processes';

/** Who holds a lease: a process of one boot of one computer, or of one container on it. */
export interface Runner {
  readonly host: string;
  readonly boot: string;
  readonly pids: string;
  readonly process: ProcessId;
}

export function thisRunner(): Runner {
  return { host: hostname(), ...thisComputer(), process: processId(process.pid) };
}

/** Whether the runner lives; `undefined` where this process cannot see it: on another computer, in another container. */
export function isRunning({ boot, pids, process }: Runner): boolean | undefined {
  const here = thisComputer();
  return boot === here.boot && pids === here.pids ? isAlive(process) : undefined;
}

function thisComputer(): Pick<Runner, 'boot' | 'pids'> {
  try {
    return {
      boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
      pids: readlinkSync('/proc/self/ns/pid'),
    };
  } catch {
    return { boot: hostname(), pids: '' }; // no Linux
  }
}
