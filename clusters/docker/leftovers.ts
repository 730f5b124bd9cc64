import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoriesIn } from '../netns/processes';
import { engineDirectory, engineId } from './engine';

/** What is left of the project's own Docker on this machine, in words; empty when nothing is. Asked of the kernel. */
export function engineLeftovers(): readonly string[] {
  const directory = engineDirectory();
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const processes = pids.filter(
    (pid) =>
      read(`/proc/${pid}/cgroup`).includes(`/endstate/${engineId()}/`) ||
      read(`/proc/${pid}/cmdline`).includes(`${directory}\0`),
  );
  const trees = ['/sys/fs/cgroup', ...directoriesIn('/sys/fs/cgroup').map((tree) => join('/sys/fs/cgroup', tree))];
  const cgroups = trees.map((tree) => join(tree, 'endstate', engineId())).filter(existsSync);
  const mounts = read('/proc/mounts')
    .split('\n')
    .filter((line) => line.includes(directory));
  return [
    ...processes.map((pid) => `process ${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 80)}`),
    ...cgroups.map((path) => `cgroup ${path}`),
    ...mounts.map((line) => `mount ${line.split(' ')[1]}`),
    ...(existsSync(directory) ? [`directory ${directory}`] : []),
  ];
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
