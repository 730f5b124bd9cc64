import { InvalidArgumentError } from 'commander';

/** Readers of option values; Commander says which option it was. */

export function positive(value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  throw new InvalidArgumentError('Write a whole number from 1.');
}

export function order(value: string): string {
  if (/^(defined|random(:[\w-]+)?)$/.test(value)) return value;
  throw new InvalidArgumentError('Write defined, random or random:<seed>.');
}
