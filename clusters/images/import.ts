import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Lab, Node, Provenance } from '../lab';
import { imageArchive } from './image';
import { containerdName } from './names';

/** A lab whose nodes have `ctr`, and that tells where what came in later is from. */
interface Importing extends Pick<Lab, 'nodes'> {
  note(origin: Provenance): void;
}

const inNamespace = ['ctr', '--namespace', 'k8s.io', 'images'] as const;

/** Imports an archive into every node's containerd, whatever it has: Docker's format or OCI's, as it lies there. */
export async function importArchive(lab: Importing, name: string, path: string, signal: AbortSignal): Promise<void> {
  const content = await readFile(path);
  await Promise.all(lab.nodes().map((node) => importInto(node, name, content, signal)));
  lab.note({ name: containerdName(name), version: '', source: 'mirror', detail: basename(path) });
}

/** Imports images into every node's containerd that does not have them yet, under the names that it looks for. */
export async function importImages(lab: Importing, names: readonly string[], signal: AbortSignal): Promise<void> {
  for (const name of new Set(names)) {
    const missing = await nodesWithout(lab, name);
    if (missing.length === 0) continue;
    const archive = await imageArchive(name, { signal });
    const content = await readFile(archive.path);
    await Promise.all(missing.map((node) => importInto(node, name, content, signal)));
    lab.note(archive.provenance);
  }
}

async function nodesWithout(lab: Importing, name: string): Promise<readonly Node[]> {
  const argv = [...inNamespace, 'list', '--quiet', `name==${containerdName(name)}`] as const;
  const held = await Promise.all(lab.nodes().map((node) => node.exec(argv)));
  return lab.nodes().filter((_, index) => held[index]?.stdout.trim() === '');
}

async function importInto(node: Node, name: string, archive: Buffer, signal: AbortSignal): Promise<void> {
  const argv = [...inNamespace, 'import', '--digests', '-'] as const;
  const { exitCode, stderr } = await node.exec(argv, { input: archive, signal });
  if (exitCode !== 0) throw new Error(`${node.name} could not import image ${name}: ${stderr}`);
}
