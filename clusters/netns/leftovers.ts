import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoriesIn } from './processes';
import { labDirectory } from './state';

/** What is left of a lab on this machine, in words; empty when nothing is. Asked of the kernel, not of our records. */
export function leftovers(id: string): readonly string[] {
  return [...leftProcesses(id), ...leftCgroups(id), ...leftMounts(id), ...leftState(id)];
}

/** A machine's processes carry the lab in their cgroup; what starts them carries its directory in its command line. */
function leftProcesses(id: string): readonly string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
    const ours = read(`/proc/${pid}/cgroup`).includes(`/endstate/${id}/`) || command.includes(labDirectory(id));
    return ours ? [`process ${pid} ${command.slice(0, 80)}`] : [];
  });
}

function leftCgroups(id: string): readonly string[] {
  const trees = ['/sys/fs/cgroup', ...directoriesIn('/sys/fs/cgroup').map((tree) => join('/sys/fs/cgroup', tree))];
  return trees
    .map((tree) => join(tree, 'endstate', id))
    .filter(existsSync)
    .map((path) => `cgroup ${path}`);
}

function leftMounts(id: string): readonly string[] {
  const mounts = read('/proc/mounts')
    .split('\n')
    .filter((line) => line.includes(`/labs/${id}`));
  return mounts.map((line) => `mount ${line.split(' ')[1]}`);
}

function leftState(id: string): readonly string[] {
  return existsSync(labDirectory(id)) ? [`directory ${labDirectory(id)}`] : [];
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
