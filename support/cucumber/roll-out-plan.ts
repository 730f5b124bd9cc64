import { randomInt } from 'node:crypto';
import { BadInput } from '../errors';
import type { RollOutPlan } from '../placements';

/** A placement that one roll-out in four comes to is missed by so many of them once in a hundred times (ADR 5). */
export const defaultRollOuts = 16;
const mostRollOuts = 200;
const mostSeed = 999_999;

const tagPrefix = '@roll-outs:';
const seedVariable = 'ENDSTATE_SEED';

/**
 * From a tag such as `@roll-outs:30`, or the default; the seed is `ENDSTATE_SEED`, or any. Throws BadInput for what is no
 * number of roll-outs and for what is no seed.
 */
export function planOf(tags: readonly string[], seed = process.env[seedVariable]): RollOutPlan {
  const values = tags.filter((tag) => tag.startsWith(tagPrefix)).map((tag) => tag.slice(tagPrefix.length));
  if (values.length > 1) throw new BadInput({ what: `more than one ${tagPrefix}… tag`, next: 'keep one of them' });
  const [value] = values;
  return {
    count: value === undefined ? defaultRollOuts : wholeNumber(`the tag ${tagPrefix}…`, value, 1, mostRollOuts),
    seed: seed ? wholeNumber(seedVariable, seed, 0, mostSeed) : randomInt(mostSeed + 1),
  };
}

function wholeNumber(of: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new BadInput({ what: `${of} has "${text}"`, next: `write a whole number from ${least} to ${most}` });
}
