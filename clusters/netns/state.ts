import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabSpec, Provenance } from '../lab';
import { stateDirectory } from '../state-directory';
import { isAlive, type ProcessId } from './processes';

/** What is written of a lab, so that any process finds it again. */
export interface LabRecord {
  readonly id: string;
  readonly spec: LabSpec;
  readonly createdAt: string;
  readonly keep: boolean;
  readonly runner: ProcessId;
  /** Missing while the lab is being made. */
  readonly supervisor?: ProcessId;
  readonly provenance: readonly Provenance[];
}

/** Where labs live: `ENDSTATE_STATE`, a file system that can hold the upper layer of an overlay. */
export function labsDirectory(): string {
  return join(stateDirectory(), 'labs');
}

export const labDirectory = (id: string): string => join(labsDirectory(), id);
export const kubeconfigPath = (id: string): string => join(labDirectory(id), 'kubeconfig');
/** For programs on the lab's networks, as the fabric sees it: the other one names a port of this computer. */
export const innerKubeconfig = '/lab/node-network.kubeconfig';
export const newLabId = (): string => randomBytes(3).toString('hex');

/** Makes a lab's directory with its record in it, at once: a directory without a record is an orphan to any sweep. */
export async function registerLab(record: LabRecord): Promise<void> {
  await mkdir(labsDirectory(), { recursive: true });
  const fresh = join(labsDirectory(), `.new-${record.id}`);
  await mkdir(fresh);
  await writeFile(join(fresh, 'lab.json'), JSON.stringify(record, null, 2));
  await rename(fresh, labDirectory(record.id));
}

/** Written whole or not at all: another process may read it at any time. */
export async function writeRecord(record: LabRecord): Promise<void> {
  const path = join(labDirectory(record.id), 'lab.json');
  await writeFile(`${path}.new`, JSON.stringify(record, null, 2));
  await rename(`${path}.new`, path);
}

/** `undefined` for a directory whose record is missing or unreadable. */
export async function readRecord(id: string): Promise<LabRecord | undefined> {
  try {
    return JSON.parse(await readFile(join(labDirectory(id), 'lab.json'), 'utf8')) as LabRecord;
  } catch {
    return undefined;
  }
}

export async function labIds(): Promise<readonly string[]> {
  const names = await readdir(labsDirectory()).catch(() => []);
  return names.filter((name) => /^[0-9a-f]{6}$/.test(name));
}

/** Whether somebody still answers for the lab: its supervisor, or, while it is being made, its runner. */
export function isTended(record: LabRecord): boolean {
  return record.supervisor ? isAlive(record.supervisor) : isAlive(record.runner);
}
