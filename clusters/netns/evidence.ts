import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { type EvidenceCommands, machineCommands, outputs } from '../command-evidence';
import { dockerCommands } from '../docker/evidence';
import type { Evidence, LabSpec } from '../lab';
import type { NetnsLab } from './lab';
import { fabricExecutor, type NetnsMachine, NetnsNode } from './machine';
import { filteredBridges } from './packet-filter';
import { labDirectory } from './state';

const nodeCommands: EvidenceCommands = {
  ...machineCommands,
  'services.txt': ['sh', '-c', 'sv status /etc/service/*'],
  'containers.txt': ['ctr', '--namespace', 'k8s.io', 'containers', 'list'],
};
const hostCommands: EvidenceCommands = {
  ...machineCommands,
  'services.txt': ['sh', '-c', 'systemctl --no-pager --failed; systemctl --no-pager list-units --type=service'],
  'journal.txt': ['journalctl', '--no-pager', '--boot'],
};
const bgpCommands: EvidenceCommands = {
  'bgp.txt': ['sh', '-c', 'birdc show protocols all; birdc show route all; ip route show proto bird'],
};
const fabricCommands: EvidenceCommands = {
  'packet-filter.txt': ['iptables-save', '--counters'],
  'connections.txt': ['conntrack', '--dump'],
  'bridges.txt': ['ip', '-details', 'link'],
};

/** Component logs, rules, routes and settings of every machine. A machine that is off yields its logs. */
export async function collectComponentEvidence(
  lab: NetnsLab,
  dir: string,
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  const around = await fabricEvidence(lab, dir, signal);
  const perMachine = await Promise.all(lab.allMachines().map((machine) => machineEvidence(lab, machine, dir, signal)));
  return [...around, ...perMachine.flat()];
}

/** What the security groups let through, and the connections that stand. A lab without any has nothing to show. */
async function fabricEvidence(lab: NetnsLab, dir: string, signal: AbortSignal): Promise<readonly Evidence[]> {
  if (filteredBridges(lab.plan).length === 0) return [];
  return outputs(fabricExecutor(lab.id, 'fabric'), fabricCommands, dir, signal);
}

async function machineEvidence(lab: NetnsLab, machine: NetnsMachine, dir: string, signal: AbortSignal) {
  const logs = await copyLogs(lab.id, machine.name, dir);
  if (machine.init() === undefined) return logs;
  return [...(await outputs(machine, commandsOf(lab, machine), dir, signal)), ...logs];
}

function commandsOf({ spec }: NetnsLab, machine: NetnsMachine): EvidenceCommands {
  if (!(machine instanceof NetnsNode))
    return hasDocker(spec, machine) ? { ...hostCommands, ...dockerCommands } : hostCommands;
  return spec.cni === 'bgp' ? { ...nodeCommands, ...bgpCommands } : nodeCommands;
}

function hasDocker({ hosts }: LabSpec, machine: NetnsMachine): boolean {
  return hosts.some(({ name, roles }) => name === machine.name && roles.includes('docker'));
}

async function copyLogs(labId: string, machine: string, dir: string): Promise<readonly Evidence[]> {
  const logs = join(labDirectory(labId), 'machines', machine, 'disk/var/log');
  const path = join(machine, 'log');
  await cp(logs, join(dir, path), { recursive: true, filter: (from) => from === logs || from.endsWith('.log') });
  return [{ title: `${machine}: component logs`, path }];
}
