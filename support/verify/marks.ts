import { measuresOf, type ScenarioVerdict } from '../grading/judgement';
import { mark } from '../grading/mark';
import type { ItemMark } from '../grading/marks';
import { type EndStateItem, isEndState, type Rubric } from '../grading/rubric';
import type { ScenarioResult } from '../report/result';
import type { Problem } from '../run/problem';
import type { OwnAnswer } from './answers';
import { allOf, type Finding } from './finding';
import { endScenarios, isOf, placeOf, type Ran } from './with-labs';

/** What the rubric makes of the verdicts: right answers get all that there is for their methods, wrong ones less. Nothing without one. */
export function checkMarks(problem: Problem, { answers, results }: Ran, tags: string): readonly Finding[] {
  if (!problem.rubric) return [];
  const right = answers
    .filter(({ kind }) => kind === 'right')
    .flatMap((answer) => tooLittle(answer, { problem, results, tags }));
  const wrong = answers
    .filter(({ kind }) => kind === 'wrong')
    .flatMap((answer) => tooMuch(answer, { problem, results, tags }));
  return [
    allOf('a right answer gets full marks for its methods', right, 'mend the rubric'),
    allOf('a wrong answer does not', wrong, 'let an item be about the scenario that turns it red'),
  ];
}

interface Marking {
  readonly problem: Problem;
  readonly results: readonly ScenarioResult[];
  readonly tags: string;
}

function tooLittle(answer: OwnAnswer, marking: Marking): readonly string[] {
  const seen = marking.results.filter((result) => isOf(result, answer.label));
  // One that is not green has failed already, and not by the rubric.
  if (seen.some(({ outcome }) => outcome !== 'pass')) return [];
  const verdicts = seen.map((result) => verdictOf(answer, result, 'pass'));
  const items = endStateMarks(answer, verdicts, marking);
  const passed = items.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id);
  const unmeasured = endStateMarks(answer, verdicts, marking, asItIs).filter(
    ({ id, verdict }) => passed.includes(id) && verdict === 'inconclusive',
  );
  // Of a part of the scenarios an item may have none.
  const wrong = [...items.filter(({ verdict }) => verdict !== 'pass'), ...unmeasured].filter(
    ({ verdict }) => !(marking.tags && verdict === 'inconclusive'),
  );
  return wrong.map(({ id, because }) => `${answer.label}: ${id}: ${because}`);
}

/** A wrong answer runs only where its step is: elsewhere it is presumed to pass, which is the best that it could do. */
function tooMuch(answer: OwnAnswer, marking: Marking): readonly string[] {
  const red = marking.results.filter((result) => isOf(result, answer.label) && result.outcome === 'pass');
  if (red.length === 0) return [];
  const ends = endScenarios(marking.results);
  const verdicts = answer.methods.flatMap(({ name }) =>
    ends.map((end) => {
      const isRed = red.some((result) => placeOf(result) === placeOf(end) && methodOf(answer, result) === name);
      return { ...verdictOf(answer, end, isRed ? 'fail' : 'pass'), method: name };
    }),
  );
  const items = endStateMarks(answer, verdicts, marking);
  const isFull = items.length > 0 && items.every(({ verdict }) => verdict === 'pass');
  return isFull ? [`${answer.label}: ${items.map(({ id, because }) => `${id}: ${because}`).join('; ')}`] : [];
}

/** Of the items about methods that the answer has. */
function endStateMarks(
  answer: OwnAnswer,
  scenarios: readonly ScenarioVerdict[],
  { problem }: Marking,
  scales = withoutScales,
): readonly ItemMark[] {
  const rubric = scales(problem.rubric as Rubric);
  const measures = measuresOf(scenarios);
  const { items } = mark({ ...problem, rubric }, { methods: answer.methods, broken: [], scenarios, measures });
  const about = rubric.items.filter(isEndState).map(({ id }) => id);
  return items.filter(({ id, verdict }) => about.includes(id) && verdict !== 'not-judged');
}

/** Whether there is a number to go by is one of right or wrong: {@link withoutScales}. */
const asItIs = (rubric: Rubric): Rubric => rubric;

/** How much of a scale an answer gets is no question of right or wrong. */
function withoutScales({ items, ...rest }: Rubric): Rubric {
  return { ...rest, items: items.map((item) => (isEndState(item) ? withoutScale(item) : item)) };
}

function withoutScale({ scale: _, ...item }: EndStateItem): EndStateItem {
  return item;
}

const methodOf = ({ label }: OwnAnswer, result: ScenarioResult) => result.label.slice(label.length + 1);

function verdictOf(answer: OwnAnswer, result: ScenarioResult, verdict: ScenarioVerdict['verdict']): ScenarioVerdict {
  const { name: scenario, tags, measures = [] } = result;
  return { method: methodOf(answer, result), scenario, tags, verdict, measures };
}
