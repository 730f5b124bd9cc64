import type { Verdict } from '../assert/verdict';
import type { Cell } from '../matrix/cell';
import type { Shard } from '../matrix/shard';
import type { EvidenceFacts, FailureFacts, LabFacts, MeasureFacts, RollOutFacts, SuiteFacts } from './facts';

/** How a scenario ended. A skip carries its reason in the failure. */
export type Outcome = Verdict | 'skip' | 'bad-input';

export interface StepResult {
  /** With its keyword: `Then pod shell can curl http://web`. */
  readonly text: string;
  readonly status: 'passed' | 'failed' | 'not-run';
  readonly durationMs: number;
}

/** What went wrong, and in which step. */
export interface Failure extends FailureFacts {
  /** The step's text without its keyword; the hook's name where no step was running. */
  readonly step: string;
}

export interface ScenarioResult {
  /** What a reader tells jobs apart by: `answers/right/method-a`, or empty. */
  readonly label: string;
  /** Where the run was one of a matrix. */
  readonly cell?: Cell;
  readonly feature: string;
  /** Relative to the working directory. */
  readonly uri: string;
  readonly line: number;
  readonly name: string;
  /** As Gherkin has them: `@end`. */
  readonly tags: readonly string[];
  readonly outcome: Outcome;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly steps: readonly StepResult[];
  readonly failure?: Failure;
  /** Paste it to run the scenario again. */
  readonly rerun: string;
  readonly lab?: LabFacts;
  readonly evidence?: EvidenceFacts;
  /** Upstream suites that its steps ran, test by test. */
  readonly suites?: readonly SuiteFacts[];
  /** What its steps have measured. */
  readonly measures?: readonly MeasureFacts[];
  /** Claims on placements that are weaker than their words, a step each. */
  readonly rollOuts?: readonly RollOutFacts[];
  readonly warnings: readonly string[];
}

/** What tells results of one scenario apart, for people: the cell, and what was judged. Empty where there is one alone. */
export function markOf({ cell, label }: Pick<ScenarioResult, 'cell' | 'label'>): string {
  return [cell?.id ?? '', label].filter(Boolean).join(' ');
}

const byGravity: readonly Outcome[] = ['fail', 'bad-input', 'inconclusive', 'pass', 'skip'];

/** Of two results of the same the one that weighs more; of equals the first. */
export function worst(one: ScenarioResult, other: ScenarioResult): ScenarioResult {
  return byGravity.indexOf(other.outcome) < byGravity.indexOf(one.outcome) ? other : one;
}

export interface RunResult {
  readonly scenarios: readonly ScenarioResult[];
  readonly startedAt: Date;
  readonly wallMs: number;
  readonly cell?: Cell;
  /** Where it was a part of a cell's run. */
  readonly shard?: Shard;
}

export interface Counts {
  readonly passed: number;
  /** Fail, inconclusive and bad input: everything that is no pass and no skip. */
  readonly failed: number;
  readonly skipped: number;
  readonly inconclusive: number;
}

export function count(scenarios: readonly Pick<ScenarioResult, 'outcome'>[]): Counts {
  const of = (...outcomes: readonly Outcome[]) => scenarios.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    passed: of('pass'),
    failed: of('fail', 'inconclusive', 'bad-input'),
    skipped: of('skip'),
    inconclusive: of('inconclusive'),
  };
}

/** The last line of a run: `12 passed, 0 failed`, and skips where there are any. */
export function countLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
