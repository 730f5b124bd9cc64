import type { Failure, ScenarioResult } from '../report/result';
import type { PlannedJob } from './plan';
import type { Expectation } from './problem';

/** A result as what its job is there for. */
export function concluded({ expected, unchanged }: PlannedJob, result: ScenarioResult): ScenarioResult {
  if (unchanged) return redUnchanged(result);
  return expected ? expectRed(expected, result) : result;
}

/**
 * What a scenario of the end state comes to where nothing was changed: a pass if it is red. If it holds there it says nothing of what
 * an answer changes: a skip, for others may.
 */
function redUnchanged(result: ScenarioResult): ScenarioResult {
  if (result.outcome === 'fail') return asExpected(result);
  if (result.outcome !== 'pass') return result;
  const explanation = { what: 'it holds on the broken state too' };
  return { ...result, outcome: 'skip', failure: { kind: 'not-applicable', step: '', explanation } };
}

/**
 * What a scenario on a wrong answer comes to: a pass if the answer was turned down in the way that its expect.yaml
 * names, a fail if it was judged right or turned down in another way. What could not be judged stays what it is.
 */
export function expectRed(expected: Expectation, result: ScenarioResult): ScenarioResult {
  if (result.outcome === 'pass') return turned(result, expected, 'was judged right');
  if (result.outcome !== 'fail') return result;
  if (isExpected(expected, result.failure)) return asExpected(result);
  return turned(result, expected, 'was turned down in another way than its expect.yaml says');
}

function isExpected({ step, outcome }: Expectation, failure: Failure | undefined): boolean {
  if (failure?.outcome === undefined) return false;
  return [outcome].flat().includes(failure.outcome) && failure.step.includes(step);
}

function asExpected(result: ScenarioResult): ScenarioResult {
  const { failure, evidence: _, ...rest } = result;
  return { ...rest, name: `${result.name}: red as expected (${failure?.outcome ?? 'no word'})`, outcome: 'pass' };
}

function turned(result: ScenarioResult, { step, outcome }: Expectation, how: string): ScenarioResult {
  const { failure } = result;
  const seen = failure ? `${failure.outcome ?? 'no outcome word'} in "${failure.step}"` : 'every step passed';
  const words = failure ? `\n${failure.explanation.what}` : '';
  return {
    ...result,
    outcome: 'fail',
    failure: {
      kind: 'mismatch',
      step: failure?.step ?? step,
      explanation: {
        what: `the wrong answer ${result.label} ${how}`,
        last: `${seen}; expected ${[outcome].flat().join(' or ')} in a step with "${step}"${words}`,
      },
    },
  };
}
