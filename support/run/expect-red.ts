import type { Failure, ScenarioResult } from '../report/result';
import type { Expectation } from './problem';

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
  return { ...rest, name: `${result.name}: red as expected (${failure?.outcome})`, outcome: 'pass' };
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
