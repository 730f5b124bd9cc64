import { readdirSync, readFileSync } from 'node:fs';

/** A process, told apart from a later one of the same number by its start time (clock ticks since boot). */
export interface ProcessId {
  readonly pid: number;
  readonly startedAt: string;
}

/** Throws if there is no such process. */
export function processId(pid: number): ProcessId {
  const startedAt = startTime(pid);
  if (startedAt === undefined) throw new Error(`process ${pid} ended at once`);
  return { pid, startedAt };
}

export function isAlive({ pid, startedAt }: ProcessId): boolean {
  return startTime(pid) === startedAt;
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)); `undefined` for no process or one that only waits to be reaped. */
function startTime(pid: number): string | undefined {
  const stat = readOrUndefined(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

/**
 * The process that is PID 1 at `depth` PID namespaces below this one, among the members of a cgroup directory: a
 * machine's init as this process numbers it. `undefined` while there is none.
 */
export function initOf(cgroupDirectory: string, depth: number): number | undefined {
  const members = readOrUndefined(`${cgroupDirectory}/cgroup.procs`)?.split('\n').filter(Boolean) ?? [];
  const found = members.find((pid) => {
    const numbers = /^NSpid:\s+(.*)$/m.exec(readOrUndefined(`/proc/${pid}/status`) ?? '')?.[1]?.split(/\s+/) ?? [];
    return numbers.length === depth + 1 && numbers.at(-1) === '1';
  });
  return found ? Number(found) : undefined;
}

/** Some member of a cgroup or of one below it; `undefined` if it has none. */
export function anyMember(cgroupDirectory: string): number | undefined {
  const own = readOrUndefined(`${cgroupDirectory}/cgroup.procs`)?.split('\n').find(Boolean);
  if (own) return Number(own);
  for (const child of directoriesIn(cgroupDirectory)) {
    const below = anyMember(`${cgroupDirectory}/${child}`);
    if (below) return below;
  }
  return undefined;
}

export function directoriesIn(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
