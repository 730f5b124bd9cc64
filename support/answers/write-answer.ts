import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReadAnswer } from './answer';

/** What is laid from here onto a machine's disk, or into an image, mode and all. */
const onDisk = /^(fix-\d+\/)?(disk|image)\//;

/**
 * Lays an answer's files into a folder that must not be there yet, for the judge to run. The folder is its owner's alone (0700), and
 * so is each file (0600); below `disk/` and `image/` a file is 0644, or 0755 where it may be executed, since the machine it is laid onto
 * takes the mode over: a name server's resolv.conf is read by others than root.
 *
 * Rejects where the folder is there already: nothing is written over.
 */
export async function writeAnswer({ files, executable }: Pick<ReadAnswer, 'files' | 'executable'>, folder: string) {
  await mkdir(folder, { mode: 0o700 });
  for (const [path, content] of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const mode = onDisk.test(path) ? (executable.has(path) ? 0o755 : 0o644) : 0o600;
    await writeFile(target, content, { mode, flag: 'wx' });
    await chmod(target, mode); // whatever the umask
  }
}
