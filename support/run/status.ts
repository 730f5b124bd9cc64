import { exitStatus } from '../errors';
import type { Outcome, ScenarioResult } from '../report/result';

/**
 * The exit status of a run: 1 if anything failed; else 2 if something written could not be run; else 3 if anything was
 * inconclusive; else 0 with at least one scenario passed or skipped with a reason, and 2 for none.
 */
export function statusOf(scenarios: readonly Pick<ScenarioResult, 'outcome'>[]): number {
  const any = (outcome: Outcome) => scenarios.some((scenario) => scenario.outcome === outcome);
  if (any('fail')) return exitStatus.fail;
  if (any('bad-input') || scenarios.length === 0) return exitStatus.badInput;
  return any('inconclusive') ? exitStatus.inconclusive : exitStatus.pass;
}
