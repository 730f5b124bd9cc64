import { Inconclusive } from '../errors';
import type { Judge } from './judge';
import { ordersOf } from './orders';
import { describePlacement } from './placement';
import type { Placer } from './placer';
import { describeOrder, type Round, roundsOf } from './round';
import { seeded, shuffled } from './seeded';
import type { SeenPlacements } from './seen-placements';
import type { Workload } from './workload';

/** How many roll-outs, and what decides which. */
export interface RollOutPlan {
  readonly count: number;
  readonly seed: number;
}

/**
 * Roll-outs in an order that the seed decides: every order of the workloads, each under every way to lean on the scheduler
 * and under none. Where there are more of them than wanted, some are left out; where fewer, they come again.
 *
 * @param nodes those that pods may go to
 */
export function rollOutsOf(
  workloads: readonly Workload[],
  nodes: readonly string[],
  { count, seed }: RollOutPlan,
): readonly Round<Workload>[] {
  const alone = ordersOf(workloads).map((order) =>
    order.map((workload) => ({ workload, aim: Array<undefined>(workload.replicas).fill(undefined) })),
  );
  const leaning = roundsOf(workloads.map((workload) => ({ ...workload, reach: nodes, claimed: false })));
  const random = seeded(seed);
  const rounds: Round<Workload>[] = [];
  while (rounds.length < count) rounds.push(...shuffled([...alone, ...leaning], random));
  return rounds.slice(0, count);
}

export interface RollingOut {
  readonly placer: Pick<Placer, 'place'>;
  readonly judge: Pick<Judge, 'take'>;
  readonly workloads: readonly Workload[];
  /** Told of each roll-out that held. */
  readonly seen: SeenPlacements;
  readonly progress: (text: string) => void;
}

/**
 * Makes the roll-outs, one after the other, and judges where the pods have come to be. Rejects with Mismatch for the first
 * placement in which the claim does not hold; with Inconclusive where not all of them could be made, or nothing could be
 * rolled out at all.
 */
export async function rollOut(rounds: readonly Round<Workload>[], parts: RollingOut): Promise<void> {
  const { placer, judge, workloads, seen, progress } = parts;
  if (workloads.length === 0) {
    await judge.take([], 'without a workload');
    throw nothingToRollOut();
  }
  for (const [at, round] of rounds.entries()) {
    const how = [`roll-out ${at + 1} of ${rounds.length}`, describeOrder(round)].filter(Boolean).join(', ');
    progress(`${how}: starting`);
    try {
      const pods = await placer.place(round);
      const where = describePlacement(workloads, pods);
      seen.came(where);
      await judge.take(pods, how);
      seen.held();
    } catch (error) {
      throw error instanceof Inconclusive ? brokenOff(error, at, rounds.length) : error;
    }
  }
}

/** A claim that holds over what was there before says nothing of placements. */
function nothingToRollOut(): Inconclusive {
  return new Inconclusive({
    what: 'placements cannot be judged: there is no workload that could be rolled out anew',
    next: 'apply a Deployment, StatefulSet or ReplicaSet with pods; those that were there before the run are left alone',
  });
}

function brokenOff(error: Inconclusive, made: number, wanted: number): Inconclusive {
  const { what, last, next } = error.explanation;
  return new Inconclusive(
    {
      what: `only ${made} of ${wanted} roll-outs could be made: ${what}`,
      ...(last === undefined ? {} : { last }),
      ...(next === undefined ? {} : { next }),
    },
    { cause: error },
  );
}
