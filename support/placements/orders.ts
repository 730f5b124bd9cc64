const allOrdersUpTo = 3;

/**
 * The orders in which workloads are started: every one for three or fewer, else forward, backward, and each rotation,
 * so that each comes first once and each pair comes in both orders.
 */
export function ordersOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= allOrdersUpTo) return permutations(items);
  const rotations = items.map((_, by) => [...items.slice(by), ...items.slice(0, by)]);
  return [...rotations, items.toReversed()];
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((first, at) => permutations(items.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}
