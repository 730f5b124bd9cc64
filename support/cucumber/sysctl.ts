import { Inconclusive } from '../errors';
import { failureText } from '../exec/exec';
import type { World } from './world';

/** Read last of /etc/sysctl.d, so that what a step writes wins. */
const file = '/etc/sysctl.d/99-z-endstate.conf';

/** Sets a kernel setting of a running machine. Rejects with Inconclusive where the machine does not take it. */
export async function setSysctl(world: World, machine: string, name: string, value: string): Promise<void> {
  const result = await world.lab.machine(machine).exec(['sysctl', '-w', `${name}=${value}`], { signal: world.signal });
  if (result.exitCode === 0) return;
  throw new Inconclusive({ what: `${name} could not be set to ${value} on ${machine}`, last: failureText(result) });
}

/** Sets it, and writes it to the disk; a second setting joins the first. */
export async function setSysctlPersistently(world: World, machine: string, name: string, value: string): Promise<void> {
  await setSysctl(world, machine, name, value);
  const on = world.lab.machine(machine);
  const before = await on.read(file).catch(() => Buffer.from(''));
  await on.write(file, `${before.toString()}${name} = ${value}\n`);
}
