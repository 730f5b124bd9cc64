import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { kubesprayLab } from '../../clusters/kubespray';
import type { Row } from '../../clusters/spec-rows';
import { BadInput } from '../errors';
import { axesOfCell, requireInCell } from './cell';
import type { World } from './world';

/** The part of an answer that takes the place of a feature's inventory. */
export const inventoryPart = 'inventory';

/** Plans the cluster of an inventory: the feature's own, or the one that the answer under test brings. */
export async function planInventory(world: World, written: string, rows: readonly Row[] = []): Promise<void> {
  const own = world.path(written);
  if (!existsSync(own)) throw new BadInput({ what: `there is no folder ${own}`, next: 'name an inventory folder' });
  const { cell } = world.parameters.job;
  const defaults = cell ? axesOfCell(cell) : {};
  const spec = await kubesprayLab(answeredInventory(world) ?? own, world.around, rows, defaults);
  if (cell) requireInCell(spec, cell);
  await world.plan(spec);
  world.fromInventory = true;
}

function answeredInventory(world: World): string | undefined {
  const { answer } = world.parameters.job;
  if (answer === undefined) return undefined;
  const folder = join(answer, inventoryPart);
  return existsSync(folder) ? folder : undefined;
}

/** Throws BadInput where an answer's inventory would change nothing. */
export function requireInventoryUsed(world: World, answer: string): void {
  if (world.fromInventory) return;
  const what = `${join(answer, inventoryPart)} is not read: the scenario's cluster is not made from an inventory`;
  throw new BadInput({ what, next: 'begin with "Given a cluster by Kubespray from …", or leave the part out' });
}
