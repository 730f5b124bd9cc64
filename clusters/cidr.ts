import { isIPv4 } from 'node:net';
import { BadInput } from '../support/errors';

/** An IPv4 network: first and last address as numbers. */
export interface Network {
  readonly text: string;
  readonly prefix: number;
  readonly first: number;
  readonly last: number;
}

/** Throws BadInput for what is no IPv4 network, and for one with host bits set (offering the one that was meant). */
export function parseCidr(what: string, text: string): Network {
  const [address = '', length = ''] = text.split('/');
  const prefix = Number(length);
  if (!isIPv4(address) || !/^\d{1,2}$/.test(length) || prefix > 32) {
    throw new BadInput({ what: `${what} "${text}" is no IPv4 network`, next: 'write it like 10.244.0.0/16' });
  }
  const size = 2 ** (32 - prefix);
  const value = toNumber(address);
  const first = value - (value % size);
  if (first !== value) {
    throw new BadInput({ what: `${what} "${text}" has host bits set`, next: `write ${toText(first)}/${prefix}` });
  }
  return { text, prefix, first, last: first + size - 1 };
}

export function overlap(a: Network, b: Network): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** The address `offset` above a network's own: `addressIn('172.18.0.0/16', 10)` is `172.18.0.10`. */
export function addressIn(cidr: string, offset: number): string {
  return toText(networkOf(cidr) + offset);
}

/** The `index`-th subnet of length `prefix`; the whole network where it is no larger than that. */
export function subnetOf(cidr: string, prefix: number, index: number): string {
  const size = Math.max(prefix, prefixOf(cidr));
  return `${toText(networkOf(cidr) + index * 2 ** (32 - size))}/${size}`;
}

export function prefixOf(cidr: string): number {
  return Number(cidr.split('/')[1]);
}

/** Whether an address can be a machine's in a network: neither the network's own nor its broadcast address. */
export function isHostAddress(address: string, { first, last }: Network): boolean {
  return isIPv4(address) && toNumber(address) > first && toNumber(address) < last;
}

/** Whether two addresses are in one network of that prefix length. */
export function inSameNetwork(a: string, b: string, prefix: number): boolean {
  return networkOf(`${a}/${prefix}`) === networkOf(`${b}/${prefix}`);
}

function networkOf(cidr: string): number {
  const [address = ''] = cidr.split('/');
  const value = toNumber(address);
  return value - (value % 2 ** (32 - prefixOf(cidr)));
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

function toText(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
