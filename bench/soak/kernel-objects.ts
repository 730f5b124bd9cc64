import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What a lab takes from the kernel beyond processes: counts over the whole computer, as seen from its own namespaces. */
export interface KernelObjects {
  readonly namespaces: number;
  readonly links: number;
  readonly mounts: number;
}

/** Namespaces are those that some process is in; one held only by a bind mount shows among the mounts. */
export function kernelObjects(): KernelObjects {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return {
    namespaces: new Set(pids.flatMap(namespacesOf)).size,
    links: readdirSync('/sys/class/net').length,
    mounts: readFileSync('/proc/self/mountinfo', 'utf8').trimEnd().split('\n').length,
  };
}

/** In words, what there is more of than before. */
export function moreThan(before: KernelObjects, after: KernelObjects): readonly string[] {
  const kinds = ['namespaces', 'links', 'mounts'] as const;
  return kinds.filter((kind) => after[kind] > before[kind]).map((kind) => `${after[kind] - before[kind]} ${kind}`);
}

function namespacesOf(pid: string): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/ns`).map((name) => readlinkSync(`/proc/${pid}/ns/${name}`));
  } catch {
    return []; // the process ended meanwhile
  }
}
