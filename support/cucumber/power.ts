import { machineNames, nodeNames } from '../../clusters/lab';
import { eventually, met, notYet, type Probe } from '../assert';
import { messageOf } from '../errors';
import type { Kube } from '../kube';
import { defaultWithinMs, waiting } from './waiting';
import type { World } from './world';

/** How long one look at the API server may take. */
const lookMs = 2_000;

/** A power cut hits every machine at once. */
export async function rebootAll(world: World): Promise<void> {
  await reboot(world, machineNames(world.spec));
}

/**
 * Cuts the power of machines and boots them from their disks. Where the control plane is among them, resolves when its
 * API server is ready again: before that nothing can be judged. One that does not come back is a failure of what its
 * disk says.
 */
export async function reboot(world: World, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => world.lab.machine(name).power('cycle', world.signal)));
  const [controlPlane] = nodeNames(world.spec);
  if (controlPlane === undefined || !names.includes(controlPlane)) return;
  const what = `the API server was not ready again after ${controlPlane} had booted`;
  await eventually(readiness(await world.kube()), isReady, waiting(world, defaultWithinMs.boot, what));
}

function readiness(kube: Kube): Probe<string> {
  return {
    description: 'the API server',
    limitMs: 2 * lookMs,
    observe: (signal) => kube.text({ path: '/readyz', timeoutMs: lookMs, signal }).catch(messageOf),
  };
}

const isReady = (words: string) => (words === 'ok' ? met : notYet)(words, 'api-server-away');
