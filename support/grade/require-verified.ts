import { BadInput } from '../errors';
import { readStamp, whyOutdated } from './stamp';

/** A problem that answers are to be graded on, as it was written. */
export interface ToBeGraded {
  readonly problem: string;
  /** Its folder, absolute. */
  readonly dir: string;
  readonly tags: string;
  /** Grades all the same, and says so. */
  readonly force: boolean;
}

/**
 * What every page says of how the problem was verified; nothing where all of it was. Throws BadInput where it was not, or has changed
 * since: marks by a problem that turns down its own right answers are worth nothing.
 */
export function requireVerified({ problem, dir, tags, force }: ToBeGraded): readonly string[] {
  const stamp = readStamp(dir);
  const why = stamp ? whyOutdated(stamp, dir, tags) : 'it has no verified.json that can be read';
  if (why === undefined)
    return stamp?.once ? ['the problem was verified with --once: each wrong answer in one scenario alone'] : [];
  if (force) return [`the problem was not verified: ${why}`];
  throw new BadInput({
    what: `the problem ${problem} is not verified: ${why}`,
    next: `endstate verify ${problem}${tags ? ` --tags '${tags}'` : ''}; --force grades all the same, and says so`,
  });
}
