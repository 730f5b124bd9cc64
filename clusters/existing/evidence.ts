import { setMaxListeners } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Argv } from '../../support/exec/exec';
import type { Evidence, Machine } from '../lab';
import { machineCommands, output } from '../netns/evidence';
import { SshNode } from './machine';

const ofAny: Readonly<Record<string, Argv>> = {
  ...machineCommands,
  'failed-units.txt': ['systemctl', '--no-pager', '--failed'],
};
const ofNode: Readonly<Record<string, Argv>> = {
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
  setMaxListeners(0, signal); // every command below listens
  const taken = machines.map(async (machine) => {
    const target = join(dir, machine.name);
    await mkdir(target, { recursive: true });
    const wanted = Object.entries(machine instanceof SshNode ? ofNode : ofAny);
    return Promise.all(wanted.map(([name, argv]) => output(machine, name, argv, target, signal)));
  });
  return (await Promise.all(taken)).flat();
}
