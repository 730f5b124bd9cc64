import { relative } from 'node:path';
import type { BrokenRule } from '../grading/broken-rule';
import type { ScenarioVerdict } from '../grading/judgement';
import type { ScenarioResult } from '../report/result';
import type { CheckedJob } from '../run/check';
import type { Entry } from './entry';
import type { Open } from './prepare-answer';
import { mayBeTriedAgain, type Settled, settle, verdictOf } from './second-try';
import type { TriedAgain } from './try-again';

/** What labs had to say about an answer. */
export interface Seen {
  readonly entry: Entry;
  /** Rules that only reading it for a lab has shown broken: words that no machine takes. */
  readonly broken: readonly BrokenRule[];
  readonly scenarios: readonly ScenarioVerdict[];
  /** What these come to so far: the second try of what was inconclusive is to come, or is over; none where there is none. */
  readonly secondTry?: 'to come' | 'over';
  /** Of its scenarios one after the other, milliseconds. */
  readonly tookMs: number;
  /** The folder of their page, absolute; none where nothing ran. */
  readonly report?: string;
}

/** A scenario that has run. */
export interface Tried extends Settled {
  readonly job: CheckedJob;
  readonly result: ScenarioResult;
  /** Of the second try. */
  readonly more?: readonly ScenarioResult[];
}

/** What the scenarios of an answer come to on its way through labs. */
export class Trials {
  #tried: readonly Tried[] = [];
  #secondTry: Seen['secondTry'];

  constructor(
    private readonly open: Open,
    private readonly broken: readonly BrokenRule[],
  ) {}

  add(job: CheckedJob, results: readonly ScenarioResult[]): void {
    this.#tried = [...this.#tried, ...results.map((result) => ({ job, result, verdict: verdictOf(result) }))];
    if (results.some(mayBeTriedAgain)) this.#secondTry = 'to come';
  }

  /** What another lab may decide, job by job. */
  get undecided(): ReadonlyMap<CheckedJob, readonly ScenarioResult[]> {
    const open = this.#tried.filter(({ result }) => mayBeTriedAgain(result));
    const jobs = [...new Set(open.map(({ job }) => job))];
    return new Map(jobs.map((job) => [job, open.filter((one) => one.job === job).map(({ result }) => result)]));
  }

  /** What was tried once more comes to what was seen then: a whole job to all of its scenarios. */
  settle(tries: readonly TriedAgain[]): void {
    this.#tried = this.#tried.flatMap((one) => {
      const seconds = tries.filter(({ first }) => first === one.result);
      if (seconds.length === 0) return [one];
      return seconds.map((second) => {
        const more = [second.again, second.model].filter((result) => result !== undefined);
        return { ...one, ...settle(one.result, second), more };
      });
    });
  }

  /** Nothing is tried a third time. */
  end(): void {
    this.#secondTry = 'over';
  }

  /** Each scenario with what it came to once more; a whole job but once. */
  get results(): readonly ScenarioResult[] {
    return [...new Set(this.#tried.flatMap(({ result, more = [] }) => [result, ...more]))];
  }

  /** Evidence is named relative to `out`. */
  seen(out: string): Seen {
    const scenarios = this.#tried.map((one) => scenarioOf(one, methodOf(this.open, one.job), out));
    const { entry, settled } = this.open;
    return {
      ...{ entry, broken: this.broken, scenarios: [...settled, ...scenarios], tookMs: tookMs(this.results) },
      ...(this.#secondTry ? { secondTry: this.#secondTry } : {}),
    };
  }
}

function scenarioOf({ result, verdict, again, more = [] }: Tried, method: string, out: string): ScenarioVerdict {
  const evidence = [...more, result].find((one) => one.evidence?.index)?.evidence?.index;
  // The second try is the answer's own, what comes after it the model's.
  const { name, tags, measures } = more[0] ?? result;
  return {
    ...{ method, scenario: name, tags, verdict },
    ...(again ? { again } : {}),
    ...(measures ? { measures: measures.map(({ measure, value }) => ({ measure, value })) } : {}),
    ...(evidence ? { evidence: relative(out, evidence) } : {}),
  };
}

export const methodOf = ({ entry }: Open, { label }: CheckedJob): string => label.slice(entry.name.length + 1);

export const tookMs = (results: readonly ScenarioResult[]) =>
  results.reduce((sum, { durationMs }) => sum + durationMs, 0);
