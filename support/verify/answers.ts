import { relative } from 'node:path';
import { readAnswer } from '../answers/read-answer';
import { type AnswerFiles, methodsIn } from '../grading/answer-files';
import type { BrokenRule } from '../grading/broken-rule';
import { changedKinds } from '../grading/methods';
import { brokenRules } from '../grading/rules';
import { unsafeAnswer } from '../grading/safety/unsafe-answer';
import { answersOf, type Problem } from '../run/problem';

export type Kind = 'right' | 'wrong';

/** An answer of the problem's own, with all of its methods, as a stranger's would be read. */
export interface OwnAnswer {
  readonly kind: Kind;
  /** `answers/right/policy-removed`: its jobs' labels begin so. */
  readonly label: string;
  readonly methods: readonly { readonly name: string; readonly kinds: readonly string[] }[];
  readonly broken: readonly BrokenRule[];
}

/** Reads the problem's own answers within the limits of strangers'. Rejects as {@link readAnswer} does. */
export async function ownAnswers(problem: Problem, original: AnswerFiles): Promise<readonly OwnAnswer[]> {
  const answers: OwnAnswer[] = [];
  for (const kind of ['right', 'wrong'] as const)
    for (const dir of foldersOf(problem, kind)) answers.push(await ownAnswer(kind, dir, problem, original));
  return answers;
}

/** Folders of answers, each once: those of several methods are planned once a method. */
function foldersOf(problem: Problem, kind: Kind): readonly string[] {
  return [...new Set(answersOf(problem, kind).map(({ dir }) => dir.replace(/\/fix-\d+$/, '')))];
}

async function ownAnswer(kind: Kind, dir: string, problem: Problem, original: AnswerFiles): Promise<OwnAnswer> {
  const label = relative(problem.dir, dir);
  const reading = await readAnswer(dir);
  if ('refused' in reading) return { kind, label, methods: [], broken: [reading.refused] };
  const { files } = reading;
  const broken = [...reading.broken, ...unsafeAnswer(problem, files), ...brokenRules(problem, original, files)];
  const methods = methodsIn(files).methods.map((method) => ({
    name: method.name,
    kinds: changedKinds(method, original),
  }));
  return { kind, label, methods, broken };
}
