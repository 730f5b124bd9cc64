import { InvalidArgumentError } from 'commander';
import { quantityWords } from '../grade/kueue/parameters';

/** Readers of option values; Commander says which option it was. */

export function positive(value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  throw new InvalidArgumentError('Write a whole number from 1.');
}

export function index(value: string): number {
  if (/^(0|[1-9]\d*)$/.test(value)) return Number(value);
  throw new InvalidArgumentError('Write a whole number from 0.');
}

/** What most objects of Kubernetes can be called (RFC 1123). */
export function label(value: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value)) return value;
  throw new InvalidArgumentError('Write small letters, digits and dashes.');
}

/** Of processors or memory, as Kubernetes has them. */
export function quantity(value: string): string {
  if (quantityWords.test(value)) return value;
  throw new InvalidArgumentError('Write a whole number with its unit: 500m, 2, 4Gi.');
}

/** `2/3`: the second of three parts. */
export function shard(value: string): { readonly index: number; readonly count: number } {
  const [, index, count] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(value) ?? [];
  if (Number(index) <= Number(count)) return { index: Number(index), count: Number(count) };
  throw new InvalidArgumentError('Write which part of how many: 1/2, 2/2.');
}

export function order(value: string): string {
  if (/^(defined|random(:[\w-]+)?)$/.test(value)) return value;
  throw new InvalidArgumentError('Write defined, random or random:<seed>.');
}
