import { type Executor, run } from '../../support/exec/exec';
import { type EvidenceCommands, outputs } from '../command-evidence';
import { execIn } from '../docker/docker';
import type { Evidence } from '../lab';
import { itsDocker } from './commands';
import type { K3dNode } from './machine';
import { nodeTools } from './tools';

/** Of a node's network, by the file that takes it; asked by its tools, since the image of k3s has few. */
const commands: EvidenceCommands = {
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
  const all = nodes.map(async ({ name, container }) => {
    const tools: Executor = { name, exec: (argv, options) => execIn(itsDocker, nodeTools(id, name), argv, options) };
    const log: EvidenceCommands = { 'k3s.log': ['docker', 'logs', container] };
    return Promise.all([outputs(tools, commands, dir, signal), outputs({ name, exec: run }, log, dir, signal)]);
  });
  return (await Promise.all(all)).flat(2);
}
