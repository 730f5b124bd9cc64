import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Argv, type ExecResult, type Executor, failureText } from '../../support/exec/exec';
import type { SecurityGroup } from '../security-groups';
import { goneMarks, packetFilter } from './packet-filter';
import type { LabPlan } from './plan';
import { labDirectory } from './state';

const limitMs = 10_000;

/** Writes the security groups as they stand, for whoever finds the lab, and the rules that the fabric starts with. */
export async function writeSecurityGroups(plan: LabPlan, id: string, groups: readonly SecurityGroup[]): Promise<void> {
  await writeFile(recordOf(id), JSON.stringify(groups, null, 2));
  await writeFile(join(labDirectory(id), 'packet-filter'), packetFilter(plan, groups));
}

/** Rejects where the lab is gone. */
export async function readSecurityGroups(id: string): Promise<readonly SecurityGroup[]> {
  return JSON.parse(await readFile(recordOf(id), 'utf8')) as readonly SecurityGroup[];
}

function recordOf(id: string): string {
  return join(labDirectory(id), 'security-groups.json');
}

/** What a running fabric lets through from now on. Rules first: a connection that is cut must not come back by the old ones. */
export async function secureFabric(
  plan: LabPlan,
  id: string,
  fabric: Executor,
  groups: readonly SecurityGroup[],
  signal: AbortSignal,
): Promise<void> {
  const before = await readSecurityGroups(id);
  await writeSecurityGroups(plan, id, groups);
  const call = (argv: Argv) => fabric.exec(argv, { timeoutMs: limitMs, signal });
  const result = await call(['iptables-restore', '/lab/packet-filter']);
  if (result.exitCode !== 0) throw new Error(failureText(result));
  for (const mark of goneMarks(plan, before, groups))
    requireDone(await call(['conntrack', '--delete', '--mark', mark]));
}

/** Having found nothing to delete, conntrack ends with 1 as for any trouble. */
function requireDone(result: ExecResult): void {
  if (!/flow entries have been deleted/.test(result.stderr)) throw new Error(failureText(result));
}
