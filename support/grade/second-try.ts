import type { ScenarioVerdict } from '../grading/judgement';
import type { ScenarioResult } from '../report/result';

/** What a scenario came to, in a lab for it alone; none where nothing ran. */
export interface SecondTry {
  readonly again?: ScenarioResult;
  /** The same scenario with the problem's model answer. */
  readonly model?: ScenarioResult;
}

/** A verdict, and in words how it came about where one try was not enough. */
export type Settled = Pick<ScenarioVerdict, 'verdict' | 'again'>;

/** What a scenario of an answer came to. */
export function verdictOf({ outcome, failure }: ScenarioResult): ScenarioVerdict['verdict'] {
  // Its words were checked before: what is bad input now the cluster refuses, if it is the answer that is being applied.
  const refused = outcome === 'bad-input' && failure?.step.includes('the answer') === true;
  // A skip has checked nothing.
  return outcome === 'pass' ? 'pass' : outcome === 'fail' || refused ? 'fail' : 'inconclusive';
}

/** Whether another lab may decide it. A skip is skipped again, and so is what no machine takes. */
export function mayBeTriedAgain({ outcome }: ScenarioResult): boolean {
  return outcome === 'inconclusive';
}

/**
 * Whether the model answer is to be asked: the fault came back in the same step, and the answer may have caused it. It has not where the
 * step came before the answer was there, nor where the judge broke, nor where it lacks an image: neither is a wrong answer.
 */
export function mayBeItsDoing(first: ScenarioResult, again: ScenarioResult): boolean {
  const [one, other] = [first.failure, again.failure];
  if (again.outcome !== 'inconclusive' || one?.kind !== 'inconclusive' || other?.kind !== 'inconclusive') return false;
  if (one.lacking || other.lacking) return false;
  const at = again.steps.findIndex(({ status }) => status === 'failed');
  const since = again.steps.findIndex(({ text }) => takesTheAnswer.test(text));
  return one.step === other.step && since >= 0 && at >= since;
}

/** An answer's inventory is what the cluster is made from. */
const takesTheAnswer = /\bthe answer\b|\bby Kubespray\b/;

/** What both tries come to. Inconclusive is no escape: a fault that comes back where the model answer passes is the answer's. */
export function settle(first: ScenarioResult, { again, model }: SecondTry): Settled {
  if (!again) return { verdict: 'inconclusive' };
  const verdict = verdictOf(again);
  if (verdict !== 'inconclusive')
    return { verdict, again: `inconclusive ${where(first)} at first, then by itself a ${verdict}` };
  if (!mayBeItsDoing(first, again))
    return { verdict, again: `inconclusive ${where(first)}, and by itself ${where(again)}` };
  const twice = `inconclusive twice ${where(first)}`;
  if (model?.outcome === 'pass') return { verdict: 'fail', again: `${twice}, where the problem's model answer passes` };
  return { verdict, again: `${twice}, where the problem's model answer does not pass either` };
}

function where({ failure }: ScenarioResult): string {
  return failure?.step ? `at "${failure.step}"` : 'outside its steps';
}
