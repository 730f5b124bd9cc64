import type { BrokenRule } from '../broken-rule';
import { describeDifference } from '../objects/differences';
import type { UnchangedLines } from '../problem';
import { broken, type Rule, type RuleInput } from './rule-input';
import { hasPartOf } from './unchanged-files';

/** Lines of a file that stay byte for byte the same, at their number. */
export const unchangedLinesRule: Rule = (input) => {
  const { 'unchanged-lines': rules = [] } = input.problem.rules;
  return rules.flatMap((rule) => unchangedLines(rule, input));
};

function unchangedLines(rule: UnchangedLines, { original, method: { files } }: RuleInput): readonly BrokenRule[] {
  const { id, what, file } = rule;
  const [before, after] = [original.get(file), files.get(file)];
  if (!before || !hasPartOf(files, file)) return [];
  if (!after) return [broken(id, `${what}: ${file} is missing`, { file })];
  const [was, is] = [linesOf(before), linesOf(after)];
  return rule.lines.flatMap((number) => {
    const index = number - 1;
    if (was[index] === is[index]) return [];
    const difference = describeDifference({ before: shown(was[index]), after: shown(is[index]) });
    return [broken(id, `${what}: line ${number} of ${file} ${difference}`, { file, field: `line ${number}` })];
  });
}

/** A character a byte, carriage returns with the line they end: lines are the same if their bytes are. */
export function linesOf(content: Buffer): readonly string[] {
  return content.toString('latin1').split('\n');
}

function shown(line: string | undefined): string | undefined {
  return line === undefined ? undefined : Buffer.from(line, 'latin1').toString('utf8');
}
