import { setMaxListeners } from 'node:events';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../support/errors';
import type { Argv } from '../../support/exec/exec';
import type { Evidence } from '../lab';
import type { NetnsLab } from './lab';
import { type NetnsMachine, NetnsNode } from './machine';
import { labDirectory } from './state';

/** Commands whose output explains a machine, by the file that takes it. */
const commands: Readonly<Record<string, Argv>> = {
  'addresses.txt': ['ip', '-details', 'address'],
  'routes.txt': ['sh', '-c', 'ip rule; ip route show table all'],
  'neighbours.txt': ['ip', 'neighbour'],
  'iptables.txt': ['iptables-save'],
  'nftables.txt': ['nft', 'list', 'ruleset'],
  'sysctl-net.txt': ['sh', '-c', 'sysctl -a 2>/dev/null | grep -E "forward|rp_filter|bridge-nf|route_localnet"'],
  'processes.txt': ['ps', 'axwwf', '-o', 'pid,etime,args'],
};
const nodeCommands: Readonly<Record<string, Argv>> = {
  ...commands,
  'services.txt': ['sh', '-c', 'sv status /etc/service/*'],
  'containers.txt': ['ctr', '--namespace', 'k8s.io', 'containers', 'list'],
};
const hostCommands: Readonly<Record<string, Argv>> = {
  ...commands,
  'services.txt': ['sh', '-c', 'systemctl --no-pager --failed; systemctl --no-pager list-units --type=service'],
  'journal.txt': ['journalctl', '--no-pager', '--boot'],
};
const commandTimeoutMs = 5_000;

/** Component logs, rules, routes and settings of every machine. A machine that is off yields its logs. */
export async function collectComponentEvidence(
  lab: NetnsLab,
  dir: string,
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  setMaxListeners(0, signal); // every command below listens
  const perMachine = await Promise.all(
    lab.allMachines().map((machine) => machineEvidence(lab.id, machine, dir, signal)),
  );
  return perMachine.flat();
}

async function machineEvidence(labId: string, machine: NetnsMachine, dir: string, signal: AbortSignal) {
  const target = join(dir, machine.name);
  await mkdir(target, { recursive: true });
  const logs = await copyLogs(labId, machine.name, target);
  if (machine.init() === undefined) return logs;
  const states = await Promise.all(
    Object.entries(machine instanceof NetnsNode ? nodeCommands : hostCommands).map(([name, argv]) =>
      output(machine, name, argv, target, signal),
    ),
  );
  return [...states, ...logs];
}

async function output(
  machine: NetnsMachine,
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
