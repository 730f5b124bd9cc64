import type { Condition, Probe } from '../assert';
import { BadInput } from '../errors';
import type { Executor } from '../exec/exec';
import {
  answers,
  type CurlOutcome,
  curl,
  type DnsOutcome,
  dns,
  inARow,
  type PingOutcome,
  ping,
  streakHolds,
  type TcpOutcome,
  tcpConnect,
} from '../probe';
import { type Client, describeClient, executorOf } from './client';
import { eventuallyHolds } from './suspect';
import { endpointOf, resolveTarget } from './target';
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
  /** Where the client's commands run, if that was looked up before. */
  readonly from?: Executor;
  readonly target: string;
  readonly condition: Condition<T>;
  /** In a row; 1 unless told. */
  readonly times?: number;
  readonly withinMs?: number | undefined;
  /** The sentence of a failure after the client's name: `could not curl`. */
  readonly failure: string;
}

/** Throws BadInput for none: what is never tried would always hold. */
export function requireTimes(times: number): void {
  if (times < 1) throw new BadInput({ what: `${times} times in a row claim nothing`, next: 'write 1 or more' });
}

/** The part of a claim that traffic does not get through which every such claim has. */
export function negative(client: Client, target: string, withinMs: number | undefined) {
  return { client, target, withinMs, times: timesForNegative };
}

export function judgeCurl(world: World, claim: TrafficClaim<CurlOutcome>): Promise<unknown> {
  return judgeProbe(world, claim, (from, target) => curl(from, target));
}

/** The answers hold the text. */
export function judgeBody(world: World, claim: Omit<TrafficClaim<unknown>, 'condition' | 'failure'>, body: string) {
  return judgeCurl(world, { ...claim, condition: answers({ body }), failure: `could not see "${body}" on` });
}

export function judgePing(world: World, claim: TrafficClaim<PingOutcome>): Promise<unknown> {
  return judgeProbe(world, claim, (from, target) => ping(from, target));
}

export function judgeDns(world: World, claim: TrafficClaim<DnsOutcome>): Promise<unknown> {
  return judgeProbe(world, claim, (from, target) => dns(from, target));
}

export function judgeTcp(world: World, claim: TrafficClaim<TcpOutcome>): Promise<unknown> {
  return judgeProbe(world, claim, (from, target) => {
    const { host, port } = endpointOf(target);
    return tcpConnect(from, host, port);
  });
}

type Aim<T> = (from: Executor, target: string) => Probe<T>;

/** `T` is what one look sees, `aim` makes the probe for it. */
export async function judgeProbe<T>(world: World, claim: TrafficClaim<T>, aim: Aim<T>): Promise<unknown> {
  const { client, condition, times = 1, failure } = claim;
  const from = claim.from ?? (await executorOf(world, client));
  const { address, pod } = await resolveTarget(world, claim.target);
  const probe = aim(from, address);
  const sentence = `${describeClient(client)} ${failure} ${claim.target}${times > 1 ? ` ${times} times in a row` : ''}`;
  const options = waiting(world, claim.withinMs ?? defaultWithinMs.traffic, sentence);
  const ends = [...(client.kind === 'machine' ? [] : [from]), ...(pod ? [pod] : [])];
  if (times === 1) return eventuallyHolds(world, { probe, condition, ends }, options);
  const streak = { probe: inARow(probe, condition, times), condition: streakHolds<T>(), ends };
  return eventuallyHolds(world, streak, options);
}
