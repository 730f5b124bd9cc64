import { BadInput } from '../errors';
import { watchPods } from '../observe';
import { type Claim, inEveryPlacement, noPods } from '../placements';
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

/** Judges a claim on pods in every placement. */
export async function judgePlacements(
  world: World,
  { namespace, select }: PodsWords,
  judge: Claim['judge'],
): Promise<void> {
  const kube = await world.kube();
  await inEvery(world, { watch: () => watchPods(kube, { namespace, select }), judge });
}

/** Judges a claim on what the cluster does for others, as traffic from outside, in every placement. */
export function judgeOutside(world: World, judge: () => Promise<unknown>): Promise<void> {
  return inEvery(world, { watch: () => noPods, judge, outcome: (failure) => failure.outcome });
}

/** Leaves in the report which placements there were. */
async function inEvery(world: World, claim: Claim): Promise<void> {
  const { judged, rounds } = await inEveryPlacement(await world.kube(), claim, { signal: world.signal, progress });
  world.attach(`${judged.length} placements judged in ${rounds} rounds\n${judged.join('\n')}`, 'text/plain');
}
