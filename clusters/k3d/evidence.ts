import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../support/errors';
import type { Argv, ExecResult } from '../../support/exec/exec';
import type { Evidence } from '../lab';
import { docker } from './commands';
import { execIn, type K3dNode } from './machine';
import { nodeTools } from './tools';

const withinMs = 5_000;

/** Of a node's network, by the file that takes it; asked by its tools, since the image of k3s has few. */
const commands: Readonly<Record<string, Argv>> = {
  'addresses.txt': ['ip', '-details', 'address'],
  'routes.txt': ['sh', '-c', 'ip rule; ip route show table all'],
  'iptables.txt': ['iptables-save'],
  'nftables.txt': ['nft', 'list', 'ruleset'],
  'processes.txt': ['ps', '-ef'],
};

/** What only a node can tell, and the log of k3s, in which all components are. A node that is off yields its log. */
export async function collectNodeEvidence(
  id: string,
  nodes: readonly K3dNode[],
  dir: string,
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  const options = { timeoutMs: withinMs, signal };
  const all = nodes.map(async ({ name, container }) => {
    await mkdir(join(dir, name), { recursive: true });
    const asked = Object.entries(commands).map(([file, argv]) =>
      taken(dir, name, file, argv.join(' '), execIn(nodeTools(id, name), argv, options)),
    );
    const log = taken(dir, name, 'k3s.log', `docker logs ${container}`, docker(['logs', container], options));
    return Promise.all([...asked, log]);
  });
  return (await Promise.all(all)).flat();
}

async function taken(dir: string, node: string, file: string, command: string, answer: Promise<ExecResult>) {
  const text = await answer.then(
    ({ stdout, stderr }) => `${stdout}\n${stderr}`.trim(),
    (error: unknown) => `not taken: ${messageOf(error)}`,
  );
  await writeFile(join(dir, node, file), `# ${command}\n${text}\n`);
  return { title: `${node}: ${command}`, path: join(node, file) };
}
