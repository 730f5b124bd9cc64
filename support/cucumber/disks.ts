import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { BadInput } from '../errors';
import { layableWords, mayBeLaid } from '../grading/safety/layable';
import { reboot } from './power';
import type { World } from './world';

/** A file for a machine's disk. */
export interface LaidFile {
  readonly machine: string;
  /** Absolute, as the machine sees it. */
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
}

/** What `<folder>/<machine>/<path>` lays onto which machine. Throws BadInput for a machine the scenario has not. */
export async function readDisks(world: World, folder: string): Promise<readonly LaidFile[]> {
  if (!existsSync(folder))
    throw new BadInput({ what: `there is no folder ${folder}`, next: 'write disk/<machine>/<path>' });
  const machines = (await readdir(folder, { withFileTypes: true })).map((entry) => {
    if (entry.isDirectory()) return world.machineName(entry.name);
    throw new BadInput({
      what: `${join(folder, entry.name)} is no folder of a machine`,
      next: 'write disk/<machine>/<path>',
    });
  });
  const files = (await Promise.all(machines.map((machine) => readDisk(join(folder, machine), machine)))).flat();
  if (files.length > 0) return files;
  throw new BadInput({ what: `${folder} holds no file for a disk`, next: 'write disk/<machine>/<path>' });
}

async function readDisk(root: string, machine: string): Promise<readonly LaidFile[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const strange = entries.find((entry) => !entry.isFile() && !entry.isDirectory());
  if (strange) {
    const what = `${join(strange.parentPath, strange.name)} is neither a file nor a folder`;
    throw new BadInput({ what, next: 'a disk takes plain files' });
  }
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  for (const file of files) requireLayable(`/${relative(root, file)}`, file);
  return Promise.all(
    files.map(async (file) => ({
      machine,
      path: `/${relative(root, file)}`,
      content: await readFile(file),
      mode: (await stat(file)).mode & 0o777,
    })),
  );
}

function requireLayable(path: string, file: string): void {
  if (!mayBeLaid(path)) throw new BadInput({ what: `${file} cannot be laid onto a disk`, next: layableWords });
}

/** Writes the files; then their machines boot, since a disk is read at boot. */
export async function layDisks(world: World, files: readonly LaidFile[]): Promise<void> {
  await Promise.all(
    files.map(({ machine, path, content, mode }) => world.lab.machine(machine).write(path, content, mode)),
  );
  await reboot(world, [...new Set(files.map(({ machine }) => machine))]);
}
