import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../errors';
import { readYaml } from '../schema';

/** A folder with a problem.yaml: a broken state, an end state, and answers to judge. */
export interface Problem {
  readonly dir: string;
  readonly title: string;
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

const problemSchema = {
  type: 'object',
  required: ['title'],
  additionalProperties: false,
  properties: {
    title: text,
    source: {},
    kubernetes: {},
    // What an answer may touch, what it must not, and what it is worth: the grading reads these.
    parts: { type: 'object' },
    rules: {},
    rubric: {},
  },
} as const;

const expectationSchema = {
  type: 'object',
  required: ['step', 'outcome'],
  additionalProperties: false,
  properties: { step: text, outcome: { anyOf: [text, { type: 'array', items: text, minItems: 1 }] } },
} as const;

/** Throws BadInput where problem.yaml cannot be read or has a key that nobody reads. */
export function readProblem(dir: string): Problem {
  const { title } = readChecked<{ title: string }>(join(dir, 'problem.yaml'), problemSchema);
  return { dir, title };
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
  if (!existsSync(path))
    throw new BadInput({ what: `there is no ${path}`, next: 'write it; docs/problems.md says what it holds' });
  return readYaml<T>(path, schema);
}
