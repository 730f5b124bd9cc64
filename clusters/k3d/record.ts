import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { docker } from '../docker/docker';
import type { LabSpec } from '../lab';
import type { ProcessId } from '../netns/processes';
import { itsDocker } from './commands';
import { clusterName, labelNames } from './config';

/** What is written of a lab, on its server's container: any process finds it again while there is a container. */
export interface K3dRecord {
  readonly id: string;
  readonly spec: LabSpec;
  readonly createdAt: string;
  readonly keep: boolean;
  readonly runner: ProcessId;
}

/** A label's value: `=`, quotes and blanks mean something to k3d. */
export function encoded(record: K3dRecord): string {
  return Buffer.from(JSON.stringify(record)).toString('base64url');
}

export function decoded(text: string): K3dRecord {
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as K3dRecord;
}

/** Every lab that has a server, running or not. None where no Docker answers. */
export async function records(): Promise<readonly K3dRecord[]> {
  const filter = ['--filter', `label=${labelNames.record}`];
  const words = ['ps', '--all', ...filter, '--format', `{{.Label "${labelNames.record}"}}`];
  const result = await docker(itsDocker, words).catch(() => undefined);
  return result?.exitCode === 0 ? result.stdout.split('\n').filter(Boolean).map(decoded) : [];
}

/** Where a lab's kubeconfig and the file that it was made of lie. Apart from the labs of netns, which are swept by directory. */
export function directoryOf(id: string): string {
  return join(process.env.ENDSTATE_STATE ?? '/var/lib/endstate', 'k3d', id);
}

export const kubeconfigOf = (id: string): string => join(directoryOf(id), 'kubeconfig');
export const configOf = (id: string): string => join(directoryOf(id), `${clusterName(id)}.yaml`);

/** Its kubeconfig is cluster-admin's: nobody else reads it. */
export async function writePrivate(id: string, path: string, content: string): Promise<void> {
  await mkdir(directoryOf(id), { recursive: true });
  await writeFile(path, content, { mode: 0o600 });
}

export async function removeDirectory(id: string): Promise<void> {
  await rm(directoryOf(id), { recursive: true, force: true });
}
