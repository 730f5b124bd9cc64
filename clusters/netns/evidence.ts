import { setMaxListeners } from 'node:events';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../support/errors';
import type { Argv, Executor } from '../../support/exec/exec';
import type { Evidence } from '../lab';
import type { NetnsLab } from './lab';
import { fabricExecutor, type NetnsMachine, NetnsNode } from './machine';
import { filteredBridges } from './packet-filter';
import { labDirectory } from './state';

/** Commands whose output explains any machine of any provider, by the file that takes it. */
export const machineCommands: Readonly<Record<string, Argv>> = {
  'addresses.txt': ['ip', '-details', 'address'],
  'routes.txt': ['sh', '-c', 'ip rule; ip route show table all'],
  'neighbours.txt': ['ip', 'neighbour'],
  'iptables.txt': ['iptables-save'],
  'nftables.txt': ['nft', 'list', 'ruleset'],
  'sysctl-net.txt': ['sh', '-c', 'sysctl -a 2>/dev/null | grep -E "forward|rp_filter|bridge-nf|route_localnet"'],
  'processes.txt': ['ps', 'axwwf', '-o', 'pid,etime,args'],
};
const nodeCommands: Readonly<Record<string, Argv>> = {
  ...machineCommands,
  'services.txt': ['sh', '-c', 'sv status /etc/service/*'],
  'containers.txt': ['ctr', '--namespace', 'k8s.io', 'containers', 'list'],
};
const hostCommands: Readonly<Record<string, Argv>> = {
  ...machineCommands,
  'services.txt': ['sh', '-c', 'systemctl --no-pager --failed; systemctl --no-pager list-units --type=service'],
  'journal.txt': ['journalctl', '--no-pager', '--boot'],
};
const bgpCommands: Readonly<Record<string, Argv>> = {
  'bgp.txt': ['sh', '-c', 'birdc show protocols all; birdc show route all; ip route show proto bird'],
};
const fabricCommands: Readonly<Record<string, Argv>> = {
  'packet-filter.txt': ['iptables-save', '--counters'],
  'connections.txt': ['conntrack', '--dump'],
  'bridges.txt': ['ip', '-details', 'link'],
};
const commandTimeoutMs = 5_000;

/** Component logs, rules, routes and settings of every machine. A machine that is off yields its logs. */
export async function collectComponentEvidence(
  lab: NetnsLab,
  dir: string,
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  setMaxListeners(0, signal); // every command below listens
  const around = await fabricEvidence(lab, dir, signal);
  const perMachine = await Promise.all(lab.allMachines().map((machine) => machineEvidence(lab, machine, dir, signal)));
  return [...around, ...perMachine.flat()];
}

/** What the security groups let through, and the connections that stand. A lab without any has nothing to show. */
async function fabricEvidence(lab: NetnsLab, dir: string, signal: AbortSignal): Promise<readonly Evidence[]> {
  if (filteredBridges(lab.plan).length === 0) return [];
  const target = join(dir, 'fabric');
  await mkdir(target, { recursive: true });
  const fabric = fabricExecutor(lab.id, 'fabric');
  return Promise.all(Object.entries(fabricCommands).map(([name, argv]) => output(fabric, name, argv, target, signal)));
}

async function machineEvidence(lab: NetnsLab, machine: NetnsMachine, dir: string, signal: AbortSignal) {
  const target = join(dir, machine.name);
  await mkdir(target, { recursive: true });
  const logs = await copyLogs(lab.id, machine.name, target);
  if (machine.init() === undefined) return logs;
  const states = await Promise.all(
    Object.entries(commandsOf(lab, machine)).map(([name, argv]) => output(machine, name, argv, target, signal)),
  );
  return [...states, ...logs];
}

function commandsOf({ spec }: NetnsLab, machine: NetnsMachine): Readonly<Record<string, Argv>> {
  if (!(machine instanceof NetnsNode)) return hostCommands;
  return spec.cni === 'bgp' ? { ...nodeCommands, ...bgpCommands } : nodeCommands;
}

/** Takes what a command prints, or why it cannot be had, into a file below `target`. */
export async function output(
  machine: Executor,
  name: string,
  argv: Argv,
  target: string,
  signal: AbortSignal,
): Promise<Evidence> {
  const text = await machine.exec(argv, { timeoutMs: commandTimeoutMs, signal }).then(
    ({ stdout, stderr }) => `${stdout}\n${stderr}`.trim(),
    (error) => `not taken: ${messageOf(error)}`,
  );
  await writeFile(join(target, name), `# ${argv.join(' ')}\n${text}\n`);
  return { title: `${machine.name}: ${argv.join(' ')}`, path: join(machine.name, name) };
}

async function copyLogs(labId: string, machine: string, target: string): Promise<readonly Evidence[]> {
  const logs = join(labDirectory(labId), 'machines', machine, 'disk/var/log');
  await cp(logs, join(target, 'log'), { recursive: true, filter: (from) => from === logs || from.endsWith('.log') });
  return [{ title: `${machine}: component logs`, path: join(machine, 'log') }];
}
