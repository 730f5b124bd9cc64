import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { BadInput } from '../errors';
import { type AnswerFiles, partNames } from '../grading/answer-files';
import { isEndState, type Rubric } from '../grading/rubric';
import { type TextRubric, textRubric } from '../grading/text/rubric';
import { type Answer, answersOf, type Problem, readProblem } from '../run/problem';

/** A problem as answers to it are graded. */
export interface GradedProblem {
  readonly problem: Problem & { readonly rubric: Rubric };
  /** Its own files, in the shape of an answer: what an answer is held against. */
  readonly original: AnswerFiles;
  /** What the report is read for; none where no item is about it. */
  readonly text?: TextRubric;
  /** The first of its own right answers: what its features are tried with. */
  readonly model: Answer;
  /** What the problem shows to everybody, which explains nothing when it is pasted. */
  readonly material: readonly string[];
  /** SHA-256 of all that labs go by: what was judged before something of it changed is judged anew. */
  readonly hash: string;
  /** SHA-256 of all that marks are made of: beside that, the text rubric and what the problem shows to everybody. */
  readonly marksHash: string;
}

/** What `endstate verify` leaves in a problem's folder: it decides nothing. */
export const stampName = 'verified.json';
const textFile = 'rubric-text.yaml';
const materialFolder = 'material';

/** `tags`: which scenarios of the end state count. Throws BadInput for a folder that is no problem, or one without marks. */
export function gradedProblem(written: string, tags: string): GradedProblem {
  const dir = resolve(written);
  if (!existsSync(dir) || !statSync(dir).isDirectory())
    throw new BadInput({ what: `there is no problem ${written}`, next: 'name a folder with a problem.yaml' });
  const problem = readProblem(dir);
  const { rubric } = problem;
  if (!rubric) throw new BadInput({ what: `${written}/problem.yaml has no rubric`, next: 'docs/problems.md' });
  const text = textOf(dir, rubric);
  const files = filesOf(dir);
  return {
    problem: { ...problem, rubric },
    original: only(files, isPart),
    ...(text ? { text } : {}),
    model: modelOf(problem),
    material: [...only(files, (path) => path.startsWith(`${materialFolder}/`)).values()].map(String),
    hash: hashOf(only(files, decidesInLabs), tags),
    marksHash: hashOf(
      only(files, (path) => decidesInLabs(path) || isReadForText(path)),
      tags,
    ),
  };
}

/** A problem's own files that an answer is held against, whether or not it has marks. */
export function originalOf(dir: string): AnswerFiles {
  return only(filesOf(dir), isPart);
}

/**
 * SHA-256 of all that says whether a problem is sound, by path: each of its files that labs go by, each of its answers as one. Papers
 * are none of it.
 */
export function verifiedParts(dir: string): Readonly<Record<string, string>> {
  const parts = new Map<string, Map<string, Buffer>>();
  for (const [path, content] of only(everyFileOf(dir), decidesInLabs)) {
    const [part] = /^answers\/[^/]+\/[^/]+/.exec(path) ?? [path];
    parts.set(part, (parts.get(part) ?? new Map()).set(path, content));
  }
  return Object.fromEntries([...parts].map(([part, files]) => [part, hashOf(files, '')]));
}

function isPart(path: string): boolean {
  return partNames.some((part) => path === part || path.startsWith(`${part}/`));
}

function modelOf(problem: Problem): Answer {
  const [model] = answersOf(problem, 'right');
  if (model) return model;
  throw new BadInput({
    what: `${problem.dir} has no right answer`,
    next: 'write one below answers/right: who grades has to know one',
  });
}

/** Reports are read anew each time. */
function decidesInLabs(path: string): boolean {
  return !isReadForText(path) && path !== stampName && !path.endsWith('.md');
}

function isReadForText(path: string): boolean {
  return path === textFile || path.startsWith(`${materialFolder}/`);
}

function textOf(dir: string, { items, gates = [] }: Rubric): TextRubric | undefined {
  const wanted = [...items.filter((item) => !isEndState(item)), ...gates].map(({ id }) => id);
  const path = join(dir, textFile);
  if (wanted.length === 0) return undefined;
  if (!existsSync(path)) {
    const what = `${path} is missing, and the rubric has ${wanted.join(', ')} of the report`;
    throw new BadInput({ what, next: 'docs/text-rubrics.md says what it holds' });
  }
  const text = textRubric(path, parse(readFileSync(path, 'utf8')));
  const known = [...text.items, ...text.gates].map(({ id }) => id);
  const strange = [...wanted.filter((id) => !known.includes(id)), ...known.filter((id) => !wanted.includes(id))];
  if (strange.length === 0) return text;
  throw new BadInput({
    what: `${strange.join(', ')}: in one of ${path} and problem.yaml alone`,
    next: 'make them agree',
  });
}

/** All but the problem's own answers, by path. */
function filesOf(dir: string): AnswerFiles {
  return only(everyFileOf(dir), (path) => !path.startsWith('answers/'));
}

function everyFileOf(dir: string): AnswerFiles {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => relative(dir, join(parentPath, name))).sort();
  return new Map(paths.map((path) => [path, readFileSync(join(dir, path))]));
}

function only(files: AnswerFiles, wanted: (path: string) => boolean): AnswerFiles {
  return new Map([...files].filter(([path]) => wanted(path)));
}

function hashOf(files: AnswerFiles, tags: string): string {
  const hash = createHash('sha256').update(`${tags}\0`);
  for (const [path, content] of files) hash.update(`${path}\0${content.length}\0`).update(content);
  return hash.digest('hex');
}
