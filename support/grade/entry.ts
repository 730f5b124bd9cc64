import { join } from 'node:path';
import type { ReadAnswer } from '../answers/answer';
import { readAnswer } from '../answers/read-answer';
import { BadInput } from '../errors';
import { methodsIn } from '../grading/answer-files';
import type { BrokenRule } from '../grading/broken-rule';
import { changedKinds } from '../grading/methods';
import { brokenRules } from '../grading/rules';
import { unsafeAnswer } from '../grading/safety/unsafe-answer';
import { slug } from '../report/slug';
import type { GradedProblem } from './problem-folder';

/** A method that may be run. */
export interface EntryMethod {
  readonly name: string;
  readonly kinds: readonly string[];
}

/** An answer that was handed in, read and held against the rules. Nothing of it has run. */
export interface Entry {
  readonly name: string;
  /** Its folder below that of the marks. */
  readonly folder: string;
  /** Where it is not read: it breaks a rule, and nothing of it is used. */
  readonly content?: ReadAnswer;
  readonly broken: readonly BrokenRule[];
  readonly methods: readonly EntryMethod[];
}

/** Reads the answers, each within limits. Rejects with BadInput where one is not there, or two have one name. */
export async function readEntries(
  paths: readonly string[],
  problem: GradedProblem,
  out: string,
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const path of paths) entries.push(await readEntry(path, problem, out));
  const folders = entries.map(({ folder }) => folder);
  const twice = entries.find(({ folder }, at) => folders.indexOf(folder) < at);
  if (!twice) return entries;
  throw new BadInput({ what: `two answers are called ${twice.name}`, next: 'name each after whose it is' });
}

async function readEntry(path: string, graded: GradedProblem, out: string): Promise<Entry> {
  const reading = await readAnswer(path);
  const name = 'refused' in reading ? nameOf(path) : reading.name;
  const folder = join(out, slug(name));
  if ('refused' in reading) return { name, folder, broken: [reading.refused], methods: [] };
  const { problem, original } = graded;
  const { methods } = methodsIn(reading.files);
  return {
    name,
    folder,
    content: reading,
    broken: [
      ...reading.broken,
      ...unsafeAnswer(problem, reading.files),
      ...brokenRules(problem, original, reading.files),
    ],
    methods: methods.map((method) => ({ name: method.name, kinds: changedKinds(method, original) })),
  };
}

function nameOf(path: string): string {
  const name = path.replace(/\/+$/, '').split('/').at(-1) ?? path;
  return name.replace(/\.(zip|tar|tgz|tar\.gz)$/, '');
}

/** The methods that no rule keeps from being run. */
export function runnable({ methods, broken, content }: Entry): readonly EntryMethod[] {
  if (!content || broken.some(({ voids }) => 'whole' in voids)) return [];
  return methods.filter(({ name }) => !broken.some(({ voids }) => 'method' in voids && voids.method === name));
}
