import { readFile } from 'node:fs/promises';
import { containerdName, imageArchive } from '../images';
import type { Node } from '../lab';
import type { NetnsLab } from './lab';

/** Imports images into every node's containerd that does not have them yet. */
export async function importImages(lab: NetnsLab, names: readonly string[], signal: AbortSignal): Promise<void> {
  for (const name of new Set(names)) {
    const missing = await nodesWithout(lab, name);
    if (missing.length === 0) continue;
    const archive = await imageArchive(name, { signal });
    const content = await readFile(archive.path);
    await Promise.all(missing.map((node) => importInto(node, name, content, signal)));
    lab.note(archive.provenance);
  }
}

async function nodesWithout(lab: NetnsLab, name: string): Promise<readonly Node[]> {
  const held = await Promise.all(
    lab
      .nodes()
      .map((node) =>
        node.exec(['ctr', '--namespace', 'k8s.io', 'images', 'list', '--quiet', `name==${containerdName(name)}`]),
      ),
  );
  return lab.nodes().filter((_, index) => held[index]?.stdout.trim() === '');
}

async function importInto(node: Node, name: string, archive: Buffer, signal: AbortSignal): Promise<void> {
  const argv = ['ctr', '--namespace', 'k8s.io', 'images', 'import', '--digests', '-'] as const;
  const { exitCode, stderr } = await node.exec(argv, { input: archive, signal });
  if (exitCode !== 0) throw new Error(`${node.name} could not import image ${name}: ${stderr}`);
}
