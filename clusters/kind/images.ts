import { readFile } from 'node:fs/promises';
import { containerdName, imageArchive } from '../images';
import type { Node } from '../lab';
import type { KindLab } from './lab';

const inNamespace = ['ctr', '--namespace', 'k8s.io', 'images'] as const;

/** Imports images into every node that does not have them yet, as `kind load image-archive` does, but under containerd's names. */
export async function importImages(lab: KindLab, names: readonly string[], signal: AbortSignal): Promise<void> {
  for (const name of new Set(names)) {
    const missing = await nodesWithout(lab, name);
    if (missing.length === 0) continue;
    const archive = await imageArchive(name, { signal });
    const content = await readFile(archive.path);
    await Promise.all(missing.map((node) => importInto(node, name, content, signal)));
    lab.note(archive.provenance);
  }
}

async function nodesWithout(lab: KindLab, name: string): Promise<readonly Node[]> {
  const argv = [...inNamespace, 'list', '--quiet', `name==${containerdName(name)}`] as const;
  const held = await Promise.all(lab.nodes().map((node) => node.exec(argv)));
  return lab.nodes().filter((_, index) => held[index]?.stdout.trim() === '');
}

async function importInto(node: Node, name: string, archive: Buffer, signal: AbortSignal): Promise<void> {
  const { exitCode, stderr } = await node.exec([...inNamespace, 'import', '--digests', '-'], {
    input: archive,
    signal,
  });
  if (exitCode !== 0) throw new Error(`${node.name} could not import image ${name}: ${stderr}`);
}
