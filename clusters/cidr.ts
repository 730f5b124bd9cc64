import { isIPv4, isIPv6 } from 'node:net';
import { BadInput } from '../support/errors';

/** A network of either family: first and last address as numbers. */
export interface Network {
  readonly text: string;
  readonly prefix: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** How an address of a family is written. */
interface Notation {
  readonly bits: number;
  readonly example: string;
  isAddress(text: string): boolean;
  toNumber(address: string): bigint;
  toText(value: bigint): string;
}

const ipv6Groups = 8;
const notations = {
  IPv4: {
    bits: 32,
    example: '10.244.0.0/16',
    isAddress: isIPv4,
    toNumber: (address) => address.split('.').reduce((sum, octet) => (sum << 8n) + BigInt(octet), 0n),
    toText: (value) => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) % 256n).join('.'),
  },
  IPv6: {
    bits: 128,
    example: 'fd00:10:244::/56',
    isAddress: (text) => isIPv6(text) && !text.includes('.'),
    toNumber: (address) => {
      const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
      const zeros = Array.from({ length: ipv6Groups - head.length - tail.length }, () => '0');
      return [...head, ...zeros, ...tail].reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
    },
    // The shortest form (RFC 5952), as URLs have it.
    toText: (value) => {
      const hex = value.toString(16).padStart(ipv6Groups * 4, '0');
      const { hostname } = new URL(`http://[${hex.match(/.{4}/g)?.join(':')}]`);
      return hostname.slice(1, -1);
    },
  },
} as const satisfies Readonly<Record<string, Notation>>;

/** Throws BadInput for what is no network of the family, and for one with host bits set (offering the one that was meant). */
export function parseCidr(what: string, text: string, family: keyof typeof notations = 'IPv4'): Network {
  const { bits, example, isAddress, toNumber, toText }: Notation = notations[family];
  const [address = '', length = ''] = text.split('/');
  const prefix = Number(length);
  if (!isAddress(address) || !/^(0|[1-9]\d*)$/.test(length) || prefix > bits) {
    throw new BadInput({ what: `${what} "${text}" is no ${family} network`, next: `write it like ${example}` });
  }
  const first = firstOf(text);
  if (first !== toNumber(address)) {
    throw new BadInput({ what: `${what} "${text}" has host bits set`, next: `write ${toText(first)}/${prefix}` });
  }
  return { text, prefix, first, last: first + (1n << BigInt(bits - prefix)) - 1n };
}

export function overlap(a: Network, b: Network): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/**
 * The address `offset` above a network's own: `addressIn('172.18.0.0/16', 10)` is `172.18.0.10`, `addressIn('fd00::/64', 10)` is
 * `fd00::a`.
 */
export function addressIn(cidr: string, offset: number): string {
  return notationOf(cidr).toText(firstOf(cidr) + BigInt(offset));
}

/** The `index`-th subnet of length `prefix`; the whole network where it is no larger than that. */
export function subnetOf(cidr: string, prefix: number, index: number): string {
  const { bits, toText } = notationOf(cidr);
  const length = Math.max(prefix, prefixOf(cidr));
  return `${toText(firstOf(cidr) + (BigInt(index) << BigInt(bits - length)))}/${length}`;
}

export function prefixOf(cidr: string): number {
  return Number(cidr.split('/')[1]);
}

/** Whether an address can be a machine's in an IPv4 network: neither the network's own nor its broadcast address. */
export function isHostAddress(address: string, { first, last }: Network): boolean {
  if (!isIPv4(address)) return false;
  const value = notations.IPv4.toNumber(address);
  return value > first && value < last;
}

/** Whether two addresses are in one network of that prefix length. */
export function inSameNetwork(a: string, b: string, prefix: number): boolean {
  return firstOf(`${a}/${prefix}`) === firstOf(`${b}/${prefix}`);
}

function firstOf(cidr: string): bigint {
  const { bits, toNumber } = notationOf(cidr);
  const value = toNumber(cidr.split('/')[0] ?? '');
  return value - (value % (1n << BigInt(bits - prefixOf(cidr))));
}

function notationOf(cidr: string): Notation {
  return cidr.includes(':') ? notations.IPv6 : notations.IPv4;
}
