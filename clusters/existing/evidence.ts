import { type EvidenceCommands, machineCommands, outputs } from '../command-evidence';
import type { Evidence, Machine } from '../lab';
import { SshNode } from './machine';

const ofAny: EvidenceCommands = {
  ...machineCommands,
  'failed-units.txt': ['systemctl', '--no-pager', '--failed'],
};
const ofNode: EvidenceCommands = {
  ...ofAny,
  'containers.txt': ['crictl', 'ps', '--all'],
  'kubelet.txt': ['journalctl', '--no-pager', '--lines=2000', '--unit=kubelet', '--unit=containerd', '--unit=crio'],
};

/** Rules, routes, settings and the journals of every machine, by the commands that it has. Takes what it can. */
export async function machineEvidence(
  machines: readonly Machine[],
  dir: string,
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  const taken = machines.map((machine) => outputs(machine, machine instanceof SshNode ? ofNode : ofAny, dir, signal));
  return (await Promise.all(taken)).flat();
}
