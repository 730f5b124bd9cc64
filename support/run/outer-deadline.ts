import type { Envelope, Pickle } from '@cucumber/messages';
import { duration } from '../clock';
import type { FromWorker } from '../cucumber/protocol';
import { defaultScenarioMs, limitOf } from '../cucumber/scenario-limit';

/** Beyond its own deadline a scenario has so long to take evidence and to take its lab down. */
export const afterwardsMs = 5 * 60_000;

/** So long a worker may load, read features, or take a shared lab down without a word of a scenario. */
export const betweenMs = 10 * 60_000;

/**
 * The deadline that a worker cannot keep itself: one that is stopped, or that never comes back to its timers, is told by its silence.
 * Kept by its runner, from the messages that come: a scenario's own limit and {@link afterwardsMs}, otherwise {@link betweenMs}.
 */
export class OuterDeadline {
  readonly #pickles = new Map<string, Pickle>();
  readonly #limits = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #words = '';
  #leftMs = 0;

  /** @param expired called once, with what did not end in time */
  constructor(private readonly expired: (words: string) => void) {
    this.#between();
  }

  saw(message: FromWorker): void {
    // Somebody looks at the lab, and takes his time.
    if (message.type === 'paused') this.end();
    if (message.type === 'envelope') this.#learn(message.envelope);
  }

  /** Somebody has looked. */
  goOn(): void {
    this.#start(this.#leftMs, this.#words);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #learn({ pickle, testCase, testCaseStarted, testCaseFinished }: Envelope): void {
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (testCase) this.#limits.set(testCase.id, limitWithin(this.#pickles.get(testCase.pickleId)));
    if (testCaseStarted) {
      const limitMs = this.#limits.get(testCaseStarted.testCaseId) ?? defaultScenarioMs;
      this.#start(
        limitMs + afterwardsMs,
        `its scenario (${duration(limitMs)}, and ${duration(afterwardsMs)} afterwards)`,
      );
    }
    if (testCaseFinished) this.#between();
  }

  #between(): void {
    this.#start(betweenMs, `what comes between scenarios (${duration(betweenMs)})`);
  }

  #start(limitMs: number, words: string): void {
    this.end();
    this.#leftMs = limitMs;
    this.#words = words;
    this.#timer = setTimeout(() => this.expired(words), limitMs);
  }
}

/** A tag that is no duration is refused by the check, before anything runs. */
function limitWithin(pickle: Pickle | undefined): number {
  try {
    return limitOf(pickle?.tags.map(({ name }) => name) ?? []);
  } catch {
    return defaultScenarioMs;
  }
}
