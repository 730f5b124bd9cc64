import { isIPv6 } from 'node:net';
import { BadInput } from '../support/errors';

/** An IPv6 network: first and last address as numbers. */
export interface Network6 {
  readonly text: string;
  readonly prefix: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** Throws BadInput for what is no IPv6 network, and for one with host bits set (offering the one that was meant). */
export function parseCidr6(what: string, text: string): Network6 {
  const [address = '', length = ''] = text.split('/');
  const prefix = Number(length);
  if (!isIPv6(address) || address.includes('.') || !/^\d{1,3}$/.test(length) || prefix > 128) {
    throw new BadInput({ what: `${what} "${text}" is no IPv6 network`, next: 'write it like fd00:10:244::/56' });
  }
  const size = 1n << BigInt(128 - prefix);
  const value = toNumber(address);
  const first = value - (value % size);
  if (first !== value) {
    throw new BadInput({ what: `${what} "${text}" has host bits set`, next: `write ${toText(first)}/${prefix}` });
  }
  return { text, prefix, first, last: first + size - 1n };
}

export function overlap6(a: Network6, b: Network6): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** The address `offset` above a network's own, in its shortest form (RFC 5952): `addressIn6('fd00::/64', 10)` is `fd00::a`. */
export function addressIn6(cidr: string, offset: number): string {
  return toText(toNumber(cidr.split('/')[0] ?? '') + BigInt(offset));
}

/** The `index`-th subnet of length `prefix`. */
export function subnetOf6(cidr: string, prefix: number, index: number): string {
  const [address = ''] = cidr.split('/');
  return `${toText(toNumber(address) + (BigInt(index) << BigInt(128 - prefix)))}/${prefix}`;
}

const groups = 8;

function toNumber(address: string): bigint {
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: groups - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

/** URLs hold IPv6 addresses in their shortest form. */
function toText(value: bigint): string {
  const hex = value.toString(16).padStart(groups * 4, '0');
  const { hostname } = new URL(`http://[${hex.match(/.{4}/g)?.join(':')}]`);
  return hostname.slice(1, -1);
}
