import { duration } from '../clock';
import { Inconclusive } from '../errors';
import { limitOf } from './scenario-limit';
import { runSignal } from './session';

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

function expired(limitMs: number): Inconclusive {
  return new Inconclusive({
    what: `the scenario did not end within ${duration(limitMs)}`,
    next: 'look at the step that was running; if it may take longer, tag the scenario @timeout:30m',
  });
}
