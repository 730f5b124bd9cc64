import { type Condition, eventually, type Probe } from '../assert';
import { type CurlOutcome, curl, type DnsOutcome, dns, inARow, type PingOutcome, ping, streakHolds } from '../probe';
import { type Client, describeClient, executorOf } from './client';
import { resolveTarget } from './target';
import { defaultWithinMs, waiting } from './waiting';
import type { World } from './world';

/**
 * A claim that traffic does not get through holds only if it fails so this many times in a row: the first attempt
 * after a change may fail for a reason that is gone a moment later.
 */
export const timesForNegative = 3;

/** One claim on traffic, in words and as what is judged. */
export interface TrafficClaim<T> {
  readonly client: Client;
  readonly target: string;
  readonly condition: Condition<T>;
  /** In a row; 1 unless told. */
  readonly times?: number;
  readonly withinMs?: number | undefined;
  /** The sentence of a failure after the client's name: `could not curl`. */
  readonly failure: string;
}

export function judgeCurl(world: World, claim: TrafficClaim<CurlOutcome>): Promise<unknown> {
  return judge(world, claim, (from, target) => curl(from, target));
}

export function judgePing(world: World, claim: TrafficClaim<PingOutcome>): Promise<unknown> {
  return judge(world, claim, (from, target) => ping(from, target));
}

export function judgeDns(world: World, claim: TrafficClaim<DnsOutcome>): Promise<unknown> {
  return judge(world, claim, (from, target) => dns(from, target));
}

type Aim<T> = (from: Parameters<typeof curl>[0], target: string) => Probe<T>;

async function judge<T>(world: World, claim: TrafficClaim<T>, aim: Aim<T>): Promise<unknown> {
  const { client, target, condition, times = 1, failure } = claim;
  const probe = aim(await executorOf(world, client), await resolveTarget(world, target));
  const sentence = `${describeClient(client)} ${failure} ${target}${times > 1 ? ` ${times} times in a row` : ''}`;
  const options = waiting(world, claim.withinMs ?? defaultWithinMs.traffic, sentence);
  if (times === 1) return eventually(probe, condition, options);
  return eventually(inARow(probe, condition, times), streakHolds<T>(), options);
}
