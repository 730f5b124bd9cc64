import { mediaTypes } from '../report/facts';
import { failureFacts } from './failure-facts';
import type { World } from './world';

/** What a step is for, beside its words. */
export interface StepDefinition<A extends readonly unknown[]> {
  /** One sentence for `endstate steps`. */
  readonly says: string;
  /** A line of a feature that uses the step, keyword first; a table or text in further lines. */
  readonly example: string;
  /** The step needs no cluster before it: the ones that make it. */
  readonly withoutCluster?: true;
  /** It has its sense in a lab of hosts alone, too. */
  readonly hostsSuffice?: true;
  /** Looks at the words before any lab is made; throws BadInput. */
  check?(world: World, ...words: A): unknown;
  run(world: World, ...words: A): unknown;
}

/** The function that Cucumber calls for a step, and its entry in the vocabulary. */
export interface StepCode {
  (this: World, ...words: unknown[]): Promise<void>;
  readonly says: string;
  readonly example: string;
}

/**
 * Makes a step of its definition: in the check before a run it only looks at its words; in the run it ends with its
 * scenario's deadline, and a failure's parts are kept for the report.
 */
export function step<A extends readonly unknown[]>(definition: StepDefinition<A>): StepCode {
  const words = definition.run.length - 1;
  async function code(this: World, ...given: unknown[]): Promise<void> {
    const args = given.slice(0, words) as unknown as A; // Cucumber adds a callback of its own
    if (!definition.withoutCluster) this.requireLab(definition);
    if (this.checking) await definition.check?.(this, ...args);
    else await guarded(this, async () => definition.run(this, ...args));
  }
  // Cucumber counts a function's parameters and refuses a step whose words are more or fewer.
  Object.defineProperty(code, 'length', { value: words });
  return Object.assign(code, { says: definition.says, example: definition.example });
}

async function guarded(world: World, work: () => Promise<unknown>): Promise<void> {
  const { signal } = world;
  try {
    signal.throwIfAborted();
    await raceAbort(work(), signal);
  } catch (error) {
    const cause = signal.aborted ? signal.reason : error;
    world.attach(JSON.stringify(failureFacts(cause)), mediaTypes.failure);
    throw cause;
  }
}

/** Work that does not heed the signal is left behind. */
async function raceAbort(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: done.signal });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    done.abort();
  }
}
