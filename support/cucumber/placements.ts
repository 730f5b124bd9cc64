import { BadInput } from '../errors';
import { watchPods } from '../observe';
import { byRollOuts, type Claim, inEveryPlacement, noPods, SeenPlacements } from '../placements';
import { mediaTypes, type RollOutFacts } from '../report/facts';
import type { PodsWords } from './parse-pods';
import { planOf } from './roll-out-plan';
import { progress } from './session';
import type { World } from './world';

/** Throws BadInput where the table does not ask for the judge's scheduler, and for a plan of roll-outs that is none. */
export function requireAdversary(world: World): void {
  planOf(world.feature.tags);
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
  if (world.lab.foreignScheduler) return inThoseSeen(world, claim);
  const { judged, rounds } = await inEveryPlacement(await world.kube(), claim, { signal: world.signal, progress });
  world.attach(`${judged.length} placements judged in ${rounds} rounds\n${judged.join('\n')}`, 'text/plain');
}

/** The report has what was seen also where the scenario's time is up, after which nothing of a step is taken. */
async function inThoseSeen(world: World, claim: Claim): Promise<void> {
  const { signal } = world;
  const plan = planOf(world.feature.tags);
  const seen = new SeenPlacements(plan);
  const told = new AbortController();
  const tell = () => {
    if (told.signal.aborted) return;
    told.abort();
    const facts: RollOutFacts = seen.report;
    world.attach(JSON.stringify(facts), mediaTypes.rollOuts);
  };
  signal.addEventListener('abort', tell, { once: true, signal: told.signal });
  try {
    await byRollOuts(await world.kube(), claim, { signal, progress, plan, seen });
  } finally {
    tell();
  }
}
