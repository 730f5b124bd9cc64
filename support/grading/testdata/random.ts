/** Numbers that look random and are the same in every run: what a failing property says can be tried again. */
export function random(seed: number) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const one = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T;
  const some = <T>(choices: readonly T[]): readonly T[] => choices.filter(() => next() < 0.5);
  const shuffled = <T>(list: readonly T[]): readonly T[] =>
    list.map((item) => ({ item, rank: next() })).toSorted((a, b) => a.rank - b.rank).map(({ item }) => item);
  return { next, below, one, some, shuffled };
}
