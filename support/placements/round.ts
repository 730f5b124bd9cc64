import { ordersOf } from './orders';
import { type Aim, type Steerable, steeringsOf } from './steering';

/** The most rounds: each takes some seconds even if it shows nothing new. */
const mostRounds = 200;

/** One way for the cluster to come up: which workload starts first, and where each is drawn. */
export type Round<W> = readonly Move<W>[];

export interface Move<W> {
  readonly workload: W;
  readonly aim: Aim;
}

/** Every order of the workloads under every way to steer them, those first that show most. */
export function roundsOf<W extends Steerable>(workloads: readonly W[]): readonly Round<W>[] {
  const claimedFirst = workloads.toSorted((a, b) => Number(b.claimed) - Number(a.claimed));
  const orders = ordersOf(claimedFirst);
  const steerings = steeringsOf(claimedFirst, Math.floor(mostRounds / orders.length));
  return steerings.flatMap((steering) => {
    const aims = new Map(claimedFirst.map((workload, at) => [workload, steering[at] ?? []]));
    return orders.map((order) => order.map((workload) => ({ workload, aim: aims.get(workload) ?? [] })));
  });
}

/** An aim as stretches of pods that are drawn to the same node, with how many pods there are at the end of each. */
export function stretchesOf(aim: Aim): readonly { readonly node: string | undefined; readonly upTo: number }[] {
  const ends = (at: number) => at === aim.length - 1 || aim[at + 1] !== aim[at];
  return aim.flatMap((node, at) => (ends(at) ? [{ node, upTo: at + 1 }] : []));
}

/** `client-deployment first, then server-deployment`: the order, where there is one. */
export function describeOrder(round: Round<{ readonly name: string }>): string {
  const [first, ...rest] = round.map(({ workload }) => workload.name);
  return rest.length > 0 ? [`${first} first`, ...rest].join(', then ') : '';
}
