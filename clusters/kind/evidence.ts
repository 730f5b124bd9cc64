import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EvidenceCommands, machineCommands, outputs } from '../command-evidence';
import { docker } from '../docker/docker';
import type { Evidence } from '../lab';
import type { KindLab } from './lab';
import { type ContainerMachine, ContainerNode } from './machine';

const commands: EvidenceCommands = {
  ...machineCommands,
  'services.txt': ['sh', '-c', 'systemctl --no-pager --failed; systemctl --no-pager list-units --type=service'],
  'journal.txt': ['journalctl', '--no-pager', '--boot'],
};
const nodeCommands: EvidenceCommands = {
  ...commands,
  'containers.txt': ['ctr', '--namespace', 'k8s.io', 'containers', 'list'],
  // Components that kubeadm runs as pods, kube-proxy among them.
  'component-logs.txt': ['sh', '-c', 'tail -n 400 /var/log/pods/kube-system_*/*/*.log'],
};

/** Component logs, rules, routes and settings of every machine. One that is off yields what its console said. */
export async function collectNodeEvidence(
  lab: KindLab,
  dir: string,
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  return (await Promise.all(lab.allMachines().map((machine) => machineEvidence(lab, machine, dir, signal)))).flat();
}

async function machineEvidence(lab: KindLab, machine: ContainerMachine, dir: string, signal: AbortSignal) {
  const target = join(dir, machine.name);
  await mkdir(target, { recursive: true });
  const { stdout, stderr } = await docker(lab.to, ['logs', machine.container], { signal });
  await writeFile(join(target, 'console.log'), `${stdout}\n${stderr}\n`);
  const console = { title: `${machine.name}: console`, path: join(machine.name, 'console.log') };
  const wanted = machine instanceof ContainerNode ? nodeCommands : commands;
  return [console, ...(await outputs(machine, wanted, dir, signal))];
}
