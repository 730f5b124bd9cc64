import type { AnswerFiles } from '../answer-files';
import type { BrokenRule } from '../broken-rule';
import { matchesAny } from '../glob';
import type { UnchangedFiles } from '../problem';
import { broken, type Rule, type RuleInput } from './rule-input';

/** Files that stay byte for byte the same. */
export const unchangedFilesRule: Rule = (input) => {
  const { 'unchanged-files': rules = [] } = input.problem.rules;
  return rules.flatMap((rule) => unchangedFiles(rule, input));
};

function unchangedFiles(rule: UnchangedFiles, { original, method: { files } }: RuleInput): readonly BrokenRule[] {
  const held = [...original].filter(([path]) => matchesAny(path, rule.files) && hasPartOf(files, path));
  return held.flatMap(([path, before]) => {
    const after = files.get(path);
    if (after?.equals(before) || (after === undefined && rule['may-be-missing'])) return [];
    return [broken(rule.id, `${rule.what}: ${path} ${after ? 'is another one' : 'is missing'}`, { file: path })];
  });
}

/** An answer without the part of a file leaves it as it is. */
export function hasPartOf(files: AnswerFiles, path: string): boolean {
  const part = path.replace(/\/.*$/, '');
  return [...files.keys()].some((own) => own === part || own.startsWith(`${part}/`));
}
