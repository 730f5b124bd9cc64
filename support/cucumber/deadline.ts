import { duration } from '../clock';
import { BadInput, Inconclusive } from '../errors';
import { parseDuration } from './parse-duration';
import { runSignal } from './session';

/** Every wait names a deadline of its own; this guard ends what hangs in spite of that. */
export const defaultScenarioMs = 15 * 60_000;

const tagPrefix = '@timeout:';

/** One scenario's deadline, joined with the run's end. */
export class Deadline {
  readonly signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;

  private constructor(limitMs: number) {
    const controller = new AbortController();
    this.#timer = setTimeout(() => controller.abort(expired(limitMs)), limitMs);
    this.signal = AbortSignal.any([runSignal, controller.signal]);
  }

  /** From a tag such as `@timeout:20m`, or the default. */
  static of(tags: readonly string[]): Deadline {
    return new Deadline(limitOf(tags));
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

/** Throws BadInput for a tag whose value is no duration. */
export function limitOf(tags: readonly string[]): number {
  const values = tags.filter((tag) => tag.startsWith(tagPrefix)).map((tag) => tag.slice(tagPrefix.length));
  if (values.length > 1) throw new BadInput({ what: `more than one ${tagPrefix}… tag`, next: 'keep one of them' });
  return values[0] === undefined ? defaultScenarioMs : parseDuration(values[0]);
}

function expired(limitMs: number): Inconclusive {
  return new Inconclusive({
    what: `the scenario did not end within ${duration(limitMs)}`,
    next: `look at the step that was running; if it may take longer, tag the scenario ${tagPrefix}30m`,
  });
}
