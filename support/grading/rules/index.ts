import { type AnswerFiles, type Method, methodsIn } from '../answer-files';
import type { BrokenRule } from '../broken-rule';
import { objectsOf, objectsOfMethod, type ReadObjects } from '../objects/manifests-of';
import { commonRules, type Problem } from '../problem';
import { manifestFilesRule } from './manifest-files';
import { partsRule, strangers } from './parts';
import type { Rule } from './rule-input';
import { unchangedFieldsRule } from './unchanged-fields';
import { unchangedFilesRule } from './unchanged-files';
import { unchangedLinesRule } from './unchanged-lines';

const rules: readonly Rule[] = [
  partsRule,
  manifestFilesRule,
  unchangedFieldsRule,
  unchangedFilesRule,
  unchangedLinesRule,
];

/**
 * The rules that an answer breaks, before anything of it runs. The answer has been read within limits; the problem's own
 * files are in the shape of an answer: `manifests/`, `image/` and so on. Throws BadInput where those cannot be read.
 */
export function brokenRules(problem: Problem, original: AnswerFiles, answer: AnswerFiles): readonly BrokenRule[] {
  const { methods, rest } = methodsIn(answer);
  const originalObjects = objectsOf(original);
  const { count } = problem.methods;
  return [
    ...strangers(rest),
    ...methods.slice(count).map((method) => surplus(method, count)),
    ...methods.slice(0, count).flatMap((method) => inMethod(problem, original, originalObjects, method)),
  ];
}

function inMethod(problem: Problem, original: AnswerFiles, originalObjects: ReadObjects, method: Method) {
  const { unreadable, ...objects } = objectsOfMethod(method);
  // What is unreadable is not there, and would seem to have been deleted.
  const applying = unreadable.length > 0 ? [partsRule] : rules;
  const found = applying.flatMap((rule) => rule({ problem, original, originalObjects, method, objects }));
  return [...unreadable, ...found].map((rule) => inAnswer(rule, method));
}

function inAnswer(rule: BrokenRule, { name }: Method): BrokenRule {
  return rule.file === undefined || name === '' ? rule : { ...rule, file: `${name}/${rule.file}` };
}

function surplus({ name }: Method, count: number): BrokenRule {
  const said = `${name} is one method too many: the problem takes ${count}`;
  return { rule: commonRules.surplus, file: name, said, voids: { method: name } };
}
