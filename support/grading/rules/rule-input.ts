import type { AnswerFiles, Method } from '../answer-files';
import type { BrokenRule } from '../broken-rule';
import type { ReadObjects } from '../objects/manifests-of';
import type { Problem } from '../problem';

/** What a rule looks at. File names are those within a method's folder, in the problem as in the answer. */
export interface RuleInput {
  readonly problem: Problem;
  /** The problem's own files, in the shape of an answer. */
  readonly original: AnswerFiles;
  readonly originalObjects: ReadObjects;
  readonly method: Method;
  readonly objects: ReadObjects;
}

/** A rule; files in what it finds are within the method's folder. */
export type Rule = (input: RuleInput) => readonly BrokenRule[];

/** A broken rule that voids the whole answer. */
export function broken(rule: string, said: string, where: Pick<BrokenRule, 'file' | 'field'> = {}): BrokenRule {
  return { rule, ...where, said, voids: { whole: true } };
}
