import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../errors';
import { type Problem as ProblemText, parseProblem } from '../grading/problem';
import { parseYaml } from '../schema';

/** A folder with a problem.yaml: a broken state, an end state, and answers to judge. */
export interface Problem extends ProblemText {
  readonly dir: string;
}

/** An answer as it is run: one folder, or one for each of its methods. */
export interface Answer {
  readonly dir: string;
  /** As a reader names it: `answers/right/method-a/fix-1`. */
  readonly label: string;
  /** Of a wrong answer: which step has to fail, and how. */
  readonly expected?: Expectation;
}

/** What an answer's `expect.yaml` says. */
export interface Expectation {
  /** Part of the text of the step that has to fail. */
  readonly step: string;
  /** The outcome word it fails with ({@link Mismatch.outcome}), or the words of one outcome at different moments. */
  readonly outcome: string | readonly string[];
}

const text = { type: 'string', minLength: 1 } as const;

const expectationSchema = {
  type: 'object',
  required: ['step', 'outcome'],
  additionalProperties: false,
  properties: { step: text, outcome: { anyOf: [text, { type: 'array', items: text, minItems: 1 }] } },
} as const;

/** Throws BadInput where there is no problem.yaml, or none that {@link parseProblem} takes. */
export function readProblem(dir: string): Problem {
  const path = join(dir, 'problem.yaml');
  return { ...parseProblem(readText(path), path), dir };
}

/** The answers of one kind, by name. None is an empty list. */
export function answersOf(problem: Problem, kind: 'right' | 'wrong'): readonly Answer[] {
  const folder = join(problem.dir, 'answers', kind);
  return subfolders(folder).flatMap((name) => {
    const dir = join(folder, name);
    const expected =
      kind === 'wrong' ? readChecked<Expectation>(join(dir, 'expect.yaml'), expectationSchema) : undefined;
    return methodsOf(dir, `answers/${kind}/${name}`).map((answer) => ({
      ...answer,
      ...(expected ? { expected } : {}),
    }));
  });
}

/** Each `fix-N` folder of an answer is a method and is judged alone; an answer without any is one method. */
export function methodsOf(dir: string, label: string): readonly Answer[] {
  const methods = subfolders(dir).filter((name) => /^fix-\d+$/.test(name));
  if (methods.length === 0) return [{ dir, label }];
  return methods.map((name) => ({ dir: join(dir, name), label: `${label}/${name}` }));
}

function subfolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function readChecked<T>(path: string, schema: object): T {
  return parseYaml<T>(readText(path), path, schema);
}

function readText(path: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8');
  throw new BadInput({ what: `there is no ${path}`, next: 'write it; docs/problems.md says what it holds' });
}
