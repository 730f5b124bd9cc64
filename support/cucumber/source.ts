import { isIPv4 } from 'node:net';
import { machineNames } from '../../clusters/lab';
import { unknownWord } from '../nearest';
import { addressesOf, isSeenAs } from '../probe';
import { type Client, describeClient, executorOf, parseClient } from './client';
import { judgeCurl, type TrafficClaim } from './traffic';
import type { World } from './world';

/** Whom a server sees: the client itself, another client, or an address. */
export type Source = { readonly kind: 'itself' } | { readonly kind: 'address'; readonly address: string } | Client;

/** The words of `{source}`. Throws BadInput with the nearest name. */
export function parseSource(world: World, words: string): Source {
  if (words === 'itself') return { kind: 'itself' };
  if (isIPv4(words)) return { kind: 'address', address: words };
  const names = machineNames(world.spec);
  if (words.includes(' ') || names.includes(words)) return parseClient(world, words);
  throw unknownWord('source', words, ['itself', ...names, 'the runner', 'pod <name>']);
}

export type SourceClaim = Pick<TrafficClaim<unknown>, 'client' | 'target' | 'times' | 'withinMs'>;

/** The server at the target tells that it sees the client as the source. */
export async function judgeSeenAs(world: World, claim: SourceClaim, source: Source): Promise<unknown> {
  const from = await executorOf(world, claim.client);
  const condition = isSeenAs(await addressesAs(world, source, from));
  return judgeCurl(world, { ...claim, from, condition, failure: `was not seen as ${describe(source)} by` });
}

async function addressesAs(world: World, source: Source, itself: Awaited<ReturnType<typeof executorOf>>) {
  if (source.kind === 'address') return [source.address];
  return addressesOf(source.kind === 'itself' ? itself : await executorOf(world, source), world.signal);
}

function describe(source: Source): string {
  if (source.kind === 'itself') return 'itself';
  return source.kind === 'address' ? source.address : describeClient(source);
}
