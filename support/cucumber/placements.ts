import { BadInput } from '../errors';
import { watchPods } from '../observe';
import { type Claim, inEveryPlacement } from '../placements';
import type { PodsWords } from './parse-pods';
import { progress } from './session';
import type { World } from './world';

/** Throws BadInput for a cluster whose scheduler cannot be steered. */
export function requireAdversary(world: World): void {
  if (world.spec.scheduler === 'adversary') return;
  throw new BadInput({
    what: 'placements can be judged only under a scheduler that the judge can steer',
    last: `scheduler: ${world.spec.scheduler}`,
    next: 'add the row | scheduler | adversary | to "Given a cluster:"',
  });
}

/** Judges a claim on pods in every placement, and leaves in the report which there were. */
export async function judgePlacements(
  world: World,
  { namespace, select }: PodsWords,
  judge: Claim['judge'],
): Promise<void> {
  const kube = await world.kube();
  const watch = () => watchPods(kube, { namespace, select });
  const { judged, rounds } = await inEveryPlacement(kube, { watch, judge }, { signal: world.signal, progress });
  world.attach(`${judged.length} placements judged in ${rounds} rounds\n${judged.join('\n')}`, 'text/plain');
}
