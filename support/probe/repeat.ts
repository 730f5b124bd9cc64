import { type Condition, type Judgement, met, notYet, type Probe } from '../assert';

/** A run of attempts that ended with the first that was not as claimed, or with the last that was wanted. */
export interface Streak<T> {
  readonly wanted: number;
  readonly outcomes: readonly T[];
  /** What ended it early. */
  readonly broken?: Judgement | undefined;
}

const attemptLimitMs = 10_000;

/** Tries one after the other, so often, and stops at the first that is not as claimed. */
export function inARow<T>(probe: Probe<T>, condition: Condition<T>, times: number): Probe<Streak<T>> {
  return {
    description: `${probe.description}, ${times} times in a row`,
    limitMs: (probe.limitMs ?? attemptLimitMs) * times,
    observe: async (signal) => {
      const outcomes: T[] = [];
      while (outcomes.length < times) {
        signal.throwIfAborted();
        const outcome = await probe.observe(signal);
        outcomes.push(outcome);
        const judgement = condition(outcome);
        if (judgement.state !== 'met') return { wanted: times, outcomes, broken: judgement };
      }
      return { wanted: times, outcomes };
    },
  };
}

/** Every attempt of the streak was as claimed. What ended it speaks for the whole. */
export function streakHolds<T>(): Condition<Streak<T>> {
  return ({ wanted, outcomes, broken }) => {
    if (!broken) return met(`${outcomes.length} of ${wanted} in a row`);
    return { ...broken, detail: `attempt ${outcomes.length} of ${wanted}: ${broken.detail}` };
  };
}

/** Tries so often whatever comes, one after the other: a sample of how traffic is spread. */
export function sampled<T>(probe: Probe<T>, times: number): Probe<readonly T[]> {
  return {
    description: `${probe.description}, ${times} times`,
    limitMs: (probe.limitMs ?? attemptLimitMs) * times,
    observe: async (signal) => {
      const outcomes: T[] = [];
      while (outcomes.length < times) {
        signal.throwIfAborted();
        outcomes.push(await probe.observe(signal));
      }
      return outcomes;
    },
  };
}

/** Each of the names answered at least once, and nobody else did. `nameOf` tells who gave an outcome, if anyone. */
export function coversAll<T>(
  names: readonly string[],
  nameOf: (outcome: T) => string | undefined,
): Condition<readonly T[]> {
  return (outcomes) => {
    const found = outcomes.map(nameOf);
    const counts = names.map((name) => `${name} ${found.filter((other) => other === name).length}`);
    const others = found.filter((name) => name === undefined || !names.includes(name)).length;
    const words = `of ${outcomes.length} answers: ${counts.join(', ')}${others > 0 ? `, others ${others}` : ''}`;
    if (names.length === 0) return notYet('there is no backend to answer', 'none-found');
    if (others > 0) return notYet(words, 'other-backend');
    return names.every((name) => found.includes(name)) ? met(words) : notYet(words, 'backend-missing');
  };
}
