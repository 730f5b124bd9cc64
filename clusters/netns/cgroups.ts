import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The hierarchy to look processes up in: v2's single tree, or v1's `pids`, which every v1 machine has. */
function processTree(): string {
  return existsSync('/sys/fs/cgroup/cgroup.controllers') ? '/sys/fs/cgroup' : '/sys/fs/cgroup/pids';
}

/** The cgroup of a machine of a lab (or of its fabric), as this machine sees it. */
export function machineCgroup(labId: string, machine: string): string {
  return join(processTree(), 'endstate', labId, machine);
}

/** Where the machine's own init is: v2 hands out controllers only from a cgroup without processes; systemd moves itself. */
export function initCgroups(labId: string, machine: string): readonly string[] {
  const top = machineCgroup(labId, machine);
  return [top, join(top, 'init'), join(top, 'init.scope')];
}
