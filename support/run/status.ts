import { exitStatus } from '../errors';
import type { Outcome, ScenarioResult } from '../report/result';

/**
 * The exit status of a run: 1 if anything failed; else 2 if something written could not be run, or nothing was; else 3 if
 * anything was inconclusive, or everything was skipped, so that nothing was checked; else 0. Of a part of a run skips
 * alone say nothing: the whole is judged when the parts are merged.
 */
export function statusOf(scenarios: readonly Pick<ScenarioResult, 'outcome'>[], isPart = false): number {
  const any = (outcome: Outcome) => scenarios.some((scenario) => scenario.outcome === outcome);
  if (any('fail')) return exitStatus.fail;
  if (any('bad-input') || scenarios.length === 0) return exitStatus.badInput;
  if (any('inconclusive')) return exitStatus.inconclusive;
  return any('pass') || isPart ? exitStatus.pass : exitStatus.inconclusive;
}
