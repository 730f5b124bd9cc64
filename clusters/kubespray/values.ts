import { isIPv4 } from 'node:net';
import { BadInput } from '../../support/errors';
import { unknownWord } from '../../support/nearest';
import { parseCidr } from '../cidr';

/** Reads a variable's value. Throws BadInput where it is not what Kubespray takes. */
export type Read<T> = (name: string, value: unknown) => T;

function refusal(name: string, value: unknown, next: string): BadInput {
  return new BadInput({ what: `${name} cannot be ${JSON.stringify(value)}`, next });
}

export const cidr: Read<string> = (name, value) => {
  if (typeof value === 'string') return parseCidr(name, value).text;
  throw refusal(name, value, 'write a network like 10.233.64.0/18');
};

export const wholeNumber: Read<number> = (name, value) => {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0) return number;
  throw refusal(name, value, 'write a whole number');
};

/** Kubespray wants room for the 110 pods of a node. */
export const nodePrefix: Read<number> = (name, value) => {
  const prefix = wholeNumber(name, value);
  if (prefix <= 25) return prefix;
  throw refusal(name, value, 'write a prefix up to 25: a node has room for 110 pods');
};

export const truth: Read<boolean> = (name, value) => {
  if (typeof value === 'boolean') return value;
  throw refusal(name, value, 'write true or false');
};

export const text: Read<string> = (name, value) => {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw refusal(name, value, 'write a text');
};

export const address: Read<string> = (name, value) => {
  if (typeof value === 'string' && isIPv4(value)) return value;
  throw refusal(name, value, 'write an IPv4 address');
};

export function listOf<T>(read: Read<T>): Read<readonly T[]> {
  return (name, value) => {
    if (Array.isArray(value)) return value.map((each) => read(`an entry of ${name}`, each));
    throw refusal(name, value, 'write a list: one entry a line, each after a dash');
  };
}

/** A name server as CoreDNS takes it, perhaps with a port. */
export const nameServer: Read<string> = (name, value) => {
  const [, ip = ''] = /^([\d.]+)(?::\d{1,5})?$/.exec(String(value)) ?? [];
  if (typeof value === 'string' && isIPv4(ip)) return value;
  throw refusal(name, value, 'write an IPv4 address, perhaps with a port');
};

export const domain: Read<string> = (name, value) => {
  if (typeof value === 'string' && /^[a-zA-Z0-9]([\w.-]*[\w])?$/.test(value)) return value;
  throw refusal(name, value, 'write a domain name');
};

export function oneOf<T extends string>(known: readonly T[]): Read<T> {
  return (name, value) => {
    const found = known.find((word) => word === value);
    if (found !== undefined) return found;
    throw unknownWord(`value of ${name}`, String(value), known);
  };
}
