import { BadInput } from '../errors';
import { parseDuration } from './parse-duration';

/** Every wait names a deadline of its own; this one ends what hangs in spite of that. */
export const defaultScenarioMs = 15 * 60_000;

const tagPrefix = '@timeout:';

/**
 * How long a scenario may take, in milliseconds: what a tag such as `@timeout:20m` says, or the default. Throws BadInput for a tag whose
 * value is no duration.
 */
export function limitOf(tags: readonly string[]): number {
  const values = tags.filter((tag) => tag.startsWith(tagPrefix)).map((tag) => tag.slice(tagPrefix.length));
  if (values.length > 1) throw new BadInput({ what: `more than one ${tagPrefix}… tag`, next: 'keep one of them' });
  return values[0] === undefined ? defaultScenarioMs : parseDuration(values[0]);
}
