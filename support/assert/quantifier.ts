import type { Judgement } from './judgement';
import { impossible, met, notYet, unknown } from './judgement';

/** How many of the things a claim is about. `all: true, of: 3` means that there are exactly three and each is so. */
export type Quantifier =
  | { readonly all: true; readonly of?: number }
  | { readonly exactly: number }
  | { readonly atLeast: number }
  | { readonly none: true };

export const all = (of?: number): Quantifier => (of === undefined ? { all: true } : { all: true, of });
export const exactly = (count: number): Quantifier => ({ exactly: count });
export const atLeast = (count: number): Quantifier => ({ atLeast: count });
export const none: Quantifier = { none: true };

/** `all 3 pods`, `exactly 1 pod`, `no pod`: as a sentence says it. */
export function describeQuantifier(quantifier: Quantifier, noun: string): string {
  const counted = (count: number) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  if ('none' in quantifier) return `no ${noun}`;
  if ('exactly' in quantifier) return `exactly ${counted(quantifier.exactly)}`;
  if ('atLeast' in quantifier) return `at least ${counted(quantifier.atLeast)}`;
  return quantifier.of === undefined ? `all ${noun}s` : `all ${counted(quantifier.of)}`;
}

/**
 * Judges a claim on many things by judging each. Zero things never satisfy "all". An item that could not be observed
 * makes the whole unknown only where it would decide: two of "exactly 1" are too many whatever the third is.
 */
export function quantify<T>(
  quantifier: Quantifier,
  items: readonly T[],
  judge: (item: T) => Judgement,
  noun: string,
): Judgement {
  const judgements = items.map(judge);
  const tally: Tally = {
    total: items.length,
    met: judgements.filter(({ state }) => state === 'met').length,
    unknown: judgements.filter(({ state }) => state === 'unknown').length,
  };
  const state = decide(quantifier, tally, judgements);
  const detail = describe(quantifier, tally, judgements, noun);
  const outcome = outcomeOf(quantifier, items.length, judgements);
  return { met, 'not-yet': notYet, impossible, unknown }[state](detail, state === 'met' ? undefined : outcome);
}

interface Tally {
  readonly total: number;
  readonly met: number;
  readonly unknown: number;
}

function decide(quantifier: Quantifier, tally: Tally, judgements: readonly Judgement[]): Judgement['state'] {
  if ('all' in quantifier) return decideAll(quantifier.of, tally, judgements);
  const most = tally.met + tally.unknown;
  if ('atLeast' in quantifier) return pick(tally.met >= quantifier.atLeast, most >= quantifier.atLeast);
  const wanted = 'none' in quantifier ? 0 : quantifier.exactly;
  const possible = tally.met <= wanted && wanted <= most;
  return pick(possible && tally.unknown === 0, possible);
}

function decideAll(of: number | undefined, tally: Tally, judgements: readonly Judgement[]): Judgement['state'] {
  if (judgements.some(({ state }) => state === 'impossible')) return 'impossible';
  const countFits = of === undefined ? tally.total > 0 : tally.total === of && of > 0;
  return pick(countFits && tally.met === tally.total, countFits && tally.met + tally.unknown === tally.total);
}

function pick(isMet: boolean, mayBeMet: boolean): Judgement['state'] {
  if (isMet) return 'met';
  return mayBeMet ? 'unknown' : 'not-yet';
}

/** The count, then up to five items in their own words, those that stand in the way first. */
function describe(quantifier: Quantifier, tally: Tally, judgements: readonly Judgement[], noun: string): string {
  if (tally.total === 0) return `there is no ${noun}`;
  const wantsMet = !('none' in quantifier);
  const inTheWay = judgements.filter(({ state }) => (state === 'met') !== wantsMet);
  const shown = (inTheWay.length > 0 ? inTheWay : judgements).map(({ detail }) => detail);
  const more = shown.length > 5 ? [`and ${shown.length - 5} more`] : [];
  return `${tally.met} of ${tally.total} ${noun}${tally.total === 1 ? '' : 's'}: ${[...shown.slice(0, 5), ...more].join('; ')}`;
}

function outcomeOf(quantifier: Quantifier, total: number, judgements: readonly Judgement[]): string | undefined {
  if (total === 0) return 'none-found';
  const inTheWay = judgements.find(({ state }) => (state === 'met') === 'none' in quantifier);
  return inTheWay?.outcome ?? 'wrong-count';
}
