/** One of `count` parts, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * The part's share of what is to be done: every `count`-th, so that the parts differ by one at most, and neighbours, which
 * are alike, do not all come to the same one. The same list gives the same parts in every process.
 */
export function shardOf<T>(items: readonly T[], { index, count }: Shard): readonly T[] {
  return items.filter((_, at) => at % count === index - 1);
}

export function shardWords({ index, count }: Shard): string {
  return `${index}/${count}`;
}
