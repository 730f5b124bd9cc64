import { setMaxListeners } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../support/errors';
import type { Argv, Executor } from '../support/exec/exec';
import type { Evidence } from './lab';

/** What is asked for evidence, by the name of the file that takes the answer. */
export type EvidenceCommands = Readonly<Record<string, Argv>>;

/** What explains any machine of any provider. */
export const machineCommands: EvidenceCommands = {
  'addresses.txt': ['ip', '-details', 'address'],
  'routes.txt': ['sh', '-c', 'ip rule; ip route show table all'],
  'neighbours.txt': ['ip', 'neighbour'],
  'iptables.txt': ['iptables-save'],
  'nftables.txt': ['nft', 'list', 'ruleset'],
  'sysctl-net.txt': ['sh', '-c', 'sysctl -a 2>/dev/null | grep -E "forward|rp_filter|bridge-nf|route_localnet"'],
  'processes.txt': ['ps', 'axwwf', '-o', 'pid,etime,args'],
};

const commandTimeoutMs = 5_000;

/**
 * Takes what commands print, or why that cannot be had, into files below `dir`, in a folder of the executor's name. The
 * commands run side by side, each for 5 s at most. Rejects only if a file cannot be written.
 */
export async function outputs(
  executor: Executor,
  commands: EvidenceCommands,
  dir: string,
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  setMaxListeners(0, signal); // every command listens
  await mkdir(join(dir, executor.name), { recursive: true });
  return Promise.all(Object.entries(commands).map(([file, argv]) => output(executor, file, argv, dir, signal)));
}

async function output(executor: Executor, file: string, argv: Argv, dir: string, signal: AbortSignal) {
  const text = await executor.exec(argv, { timeoutMs: commandTimeoutMs, signal }).then(
    ({ stdout, stderr }) => `${stdout}\n${stderr}`.trim(),
    (error: unknown) => `not taken: ${messageOf(error)}`,
  );
  const path = join(executor.name, file);
  await writeFile(join(dir, path), `# ${argv.join(' ')}\n${text}\n`);
  return { title: `${executor.name}: ${argv.join(' ')}`, path };
}
