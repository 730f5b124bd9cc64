import { BadInput } from '../errors';
import { gradedProblem } from '../grade/problem-folder';
import type { AnswerFiles } from '../grading/answer-files';
import { refuseIdleRules } from '../grading/rules/refuse-idle';
import { answersOf, type Problem } from '../run/problem';
import { type OwnAnswer, ownAnswers } from './answers';
import { allOf, attempt, type Finding } from './finding';

/** What is known of a problem before there is a lab. */
export interface WithoutLabs {
  readonly findings: readonly Finding[];
  readonly answers: readonly OwnAnswer[];
}

/** Checks what needs no lab: its answers, its rules, its rubric. Nothing is made. */
export async function checkWithoutLabs(problem: Problem, original: AnswerFiles): Promise<WithoutLabs> {
  const findings = [
    ...(['right', 'wrong'] as const).map((kind) =>
      attempt(`there is a ${kind} answer`, () => requireOne(problem, kind)),
    ),
    attempt('every rule is about something', () => refuseIdleRules(problem, original)),
    ...(problem.rubric ? [attempt('the rubrics agree', () => gradedProblem(problem.dir, ''))] : []),
  ];
  if (findings.some(({ outcome }) => outcome !== 'pass')) return { findings, answers: [] };
  const answers = await ownAnswers(problem, original);
  return { findings: [...findings, noneBreaksARule(answers)], answers };
}

function requireOne(problem: Problem, kind: 'right' | 'wrong'): void {
  if (answersOf(problem, kind).length > 0) return;
  throw new BadInput({
    what: `there is none below answers/${kind}`,
    next:
      kind === 'right' ? 'write one: who judges has to know one' : 'write one: a check that nothing fails says nothing',
  });
}

/** A wrong one is wrong by what it comes to: a broken rule would hide that. */
function noneBreaksARule(answers: readonly OwnAnswer[]): Finding {
  const said = answers.flatMap(({ label, broken }) =>
    broken.map(({ rule, file, said: words }) => `${label}: rule ${rule}${file ? ` (${file})` : ''}: ${words}`),
  );
  return allOf('no answer of its own breaks a rule', said, 'mend the answer or the rule');
}
