import { type Condition, type Judgement, met, type Probe } from '../assert';
import { answers } from './curl-conditions';
import type { CurlOutcome } from './curl-outcome';
import { coversAll } from './repeat';

/** Requests in a row, until every backend has answered or one was not answered. */
export interface Round {
  readonly backends: readonly string[];
  readonly outcomes: readonly CurlOutcome[];
  /** What ended it early. */
  readonly broken?: Judgement | undefined;
}

/** The chance that a backend goes without a request although each is chosen as often as the others. */
const missed = 1e-6;
const roundMs = 120_000;

/** So many requests that each of `count` backends, chosen at random, has had one: at least two for each. */
export function enoughFor(count: number): number {
  if (count <= 1) return 2 * count;
  return Math.max(2 * count, Math.ceil(Math.log(missed / count) / Math.log(1 - 1 / count)));
}

/** Requests one after the other. Which backend answered is told by its name, a word of its own in the body. */
export function fromBackends(
  probe: Probe<CurlOutcome>,
  backends: (signal: AbortSignal) => Promise<readonly string[]>,
): Probe<Round> {
  const judge = answers();
  return {
    description: `${probe.description}, from every backend`,
    limitMs: roundMs,
    observe: async (signal) => {
      const names = await backends(signal);
      const outcomes: CurlOutcome[] = [];
      while (!isEnough(names, outcomes)) {
        signal.throwIfAborted();
        const outcome = await probe.observe(signal);
        outcomes.push(outcome);
        const judgement = judge(outcome);
        if (judgement.state !== 'met') return { backends: names, outcomes, broken: judgement };
      }
      return { backends: names, outcomes };
    },
  };
}

/** Twice as many as there are backends, and then until each has answered, as long as luck could be the reason. */
function isEnough(names: readonly string[], outcomes: readonly CurlOutcome[]): boolean {
  if (outcomes.length < 2 * names.length) return false;
  return outcomes.length >= enoughFor(names.length) || isCovered(names, outcomes);
}

function isCovered(names: readonly string[], outcomes: readonly CurlOutcome[]): boolean {
  return coversAll(names, backendOf(names))(outcomes).state === 'met';
}

/** Every backend answered, no request went without an answer, and nobody else answered. */
export function everyBackendAnswers(): Condition<Round> {
  return ({ backends, outcomes, broken }) => {
    if (broken) return { ...broken, detail: `request ${outcomes.length}: ${broken.detail}` };
    const judgement = coversAll(backends, backendOf(backends))(outcomes);
    if (judgement.state === 'met') return met(judgement.detail);
    return { ...judgement, detail: `${judgement.detail}${lastBody(outcomes)}` };
  };
}

function backendOf(names: readonly string[]) {
  return (outcome: CurlOutcome): string | undefined => {
    if (outcome.kind !== 'http') return undefined;
    const words: readonly string[] = outcome.body.match(/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/gi) ?? [];
    const [name, another] = names.filter((each) => words.includes(each));
    return another === undefined ? name : undefined;
  };
}

function lastBody(outcomes: readonly CurlOutcome[]): string {
  const last = outcomes.at(-1);
  return last?.kind === 'http' ? `; the last one: ${JSON.stringify(last.body.trim().slice(0, 80))}` : '';
}
