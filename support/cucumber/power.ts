import { machineNames } from '../../clusters/lab';
import type { World } from './world';

/** A power cut hits every machine at once. */
export async function rebootAll(world: World): Promise<void> {
  const machines = machineNames(world.spec).map((name) => world.lab.machine(name));
  await Promise.all(machines.map((machine) => machine.power('cycle', world.signal)));
}
