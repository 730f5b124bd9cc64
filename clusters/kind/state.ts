import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Provenance } from '../lab';
import type { ProcessId } from '../netns/processes';
import { stateDirectory } from '../state-directory';

export const labsDirectory = (): string => join(stateDirectory(), 'kind');
/** Kubeconfig, configuration of kind, logs, and what is mounted into the nodes. That there is a lab is said by Docker. */
export const labDirectory = (id: string): string => join(labsDirectory(), id);
export const kubeconfigPath = (id: string): string => join(labDirectory(id), 'kubeconfig');

/** The name that kind has for the cluster: all its containers, and those beside them, begin with it. */
export const clusterName = (id: string): string => `endstate-${id}`;

/** kind's names of containers (pkg/cluster/internal/providers/common, MakeNodeNamer), control plane first. */
export function containerName(id: string, index: number): string {
  if (index === 0) return `${clusterName(id)}-control-plane`;
  return `${clusterName(id)}-worker${index === 1 ? '' : index}`;
}

/** A machine beside the nodes. The first hyphen keeps kind's own names apart. */
export const besideName = (id: string, name: string): string => `${clusterName(id)}-beside-${name}`;

/** What only the process that made a lab knows, for whoever finds it again. */
export interface LabNotes {
  /** Who makes it. Missing where nothing was noted. */
  readonly runner?: ProcessId;
  readonly provenance: readonly Provenance[];
  /** The process that takes the lab down when its runner is gone, and keeps the runner's way to the API server. */
  readonly supervisor?: ProcessId;
}

const notesFile = (id: string) => join(labDirectory(id), 'lab.json');

export async function writeNotes(id: string, notes: LabNotes): Promise<void> {
  await writeFile(notesFile(id), JSON.stringify(notes, null, 2));
}

/** Nothing is noted of a lab whose making was cut short. */
export async function readNotes(id: string): Promise<LabNotes> {
  try {
    return JSON.parse(await readFile(notesFile(id), 'utf8')) as LabNotes;
  } catch {
    return { provenance: [] };
  }
}
