import type { Outcome, ScenarioResult } from '../report/result';
import type { OwnAnswer } from './answers';
import { allOf, broken, type Finding, holds, open } from './finding';

/** What the end state is called where nothing was changed. */
export const unchangedLabel = 'nothing changed';

/** What is to be known of a problem's scenarios, once all have run. */
export interface Ran {
  readonly answers: readonly OwnAnswer[];
  readonly results: readonly ScenarioResult[];
}

/**
 * What the verdicts say of the problem. Those of answers stand for themselves: right ones are green, wrong ones red as they say, or
 * they have failed already.
 */
export function checkVerdicts({ answers, results }: Ran): readonly Finding[] {
  const ends = endScenarios(results);
  return [
    ends.length > 0
      ? holds('there is an end state')
      : broken('there is an end state', { what: 'no scenario that ran is tagged @end', next: 'docs/problems.md' }),
    unchangedIsRed(results),
    ...ends.map((end) => turnedRed(end, results)),
    everythingWasJudged(answers, results),
  ];
}

/** The scenarios of the end state, each once, as a right answer ran them. */
export function endScenarios(results: readonly ScenarioResult[]): readonly ScenarioResult[] {
  const ends = results.filter(({ label }) => label.startsWith('answers/right/'));
  return [...new Map(ends.map((result) => [placeOf(result), result])).values()];
}

export const placeOf = ({ uri, line }: Pick<ScenarioResult, 'uri' | 'line'>) => `${uri}:${line}`;

const isUnchanged = ({ label }: ScenarioResult) => label === unchangedLabel;
const isWrong = ({ label }: ScenarioResult) => label.startsWith('answers/wrong/');
const some = (results: readonly ScenarioResult[], wanted: Outcome) => results.some(({ outcome }) => outcome === wanted);

/** A pass where nothing was changed means red: the broken state is not the end state. */
function unchangedIsRed(results: readonly ScenarioResult[]): Finding {
  const claim = 'the end state is not there from the beginning';
  const unchanged = results.filter(isUnchanged);
  if (some(unchanged, 'pass')) return holds(claim);
  if (some(unchanged, 'inconclusive'))
    return open(claim, { what: 'nothing is known to fail where nothing is changed, and something was inconclusive' });
  return broken(claim, {
    what: 'every scenario of the end state passes on the broken state, with nothing changed',
    next: 'state what the answer has to bring about',
  });
}

/** A check that nothing fails might be one that cannot fail. */
function turnedRed(end: ScenarioResult, results: readonly ScenarioResult[]): Finding {
  const claim = `something turns it red: ${placeOf(end)}  ${end.name}`;
  const tried = results.filter(
    (result) => placeOf(result) === placeOf(end) && (isUnchanged(result) || isWrong(result)),
  );
  if (some(tried, 'pass')) return holds(claim);
  if (some(tried, 'inconclusive')) return open(claim, { what: 'what might have was inconclusive' });
  return broken(claim, {
    what: 'neither a wrong answer nor the broken state fails in it',
    next: 'write a wrong answer that does, or take the scenario away',
  });
}

/** A skip has shown nothing, but where nothing was changed: that says that it holds there too. */
function everythingWasJudged(answers: readonly OwnAnswer[], results: readonly ScenarioResult[]): Finding {
  const claim = 'everything was judged';
  const skipped = results.filter((result) => result.outcome === 'skip' && !isUnchanged(result));
  const unseen = answers.filter(({ label }) => !results.some((result) => isOf(result, label)));
  const words = [
    ...skipped.map((result) => `${placeOf(result)} ${result.label}: ${result.failure?.explanation.what ?? 'skipped'}`),
    ...unseen.map(({ label }) => `${label}: no scenario ran`),
  ];
  const finding = allOf(claim, words, 'verify it where it can be judged, or a part of it: --tags');
  return finding.outcome === 'fail' ? { ...finding, outcome: 'inconclusive' } : finding;
}

/** Whether a result is one of an answer's methods. */
export function isOf({ label }: ScenarioResult, answer: string): boolean {
  return label === answer || label.startsWith(`${answer}/`);
}
