import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ReadAnswer } from '../answers/answer';
import { answerName, readAnswer } from '../answers/read-answer';
import { BadInput } from '../errors';
import { type Method, methodsIn } from '../grading/answer-files';
import { type BrokenRule, voidingMethod, voidingWhole } from '../grading/broken-rule';
import { changedKinds } from '../grading/methods';
import { brokenRules } from '../grading/rules';
import { unsafeAnswer } from '../grading/safety/unsafe-answer';
import { slug } from '../report/slug';
import type { GradedProblem } from './problem-folder';

/** Below the folder of the marks: no answer is called as a file of ours. */
export const answersFolder = 'answers';

/** A method of an answer, and the kinds of objects that it changes. */
export interface EntryMethod extends Method {
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
  for (const path of paths) refuseOverlap(path, out);
  const entries: Entry[] = [];
  for (const path of paths) entries.push(await readEntry(path, problem, out));
  const folders = entries.map(({ folder }) => folder);
  const twice = entries.find(({ folder }, at) => folders.indexOf(folder) < at);
  if (!twice) return entries;
  throw new BadInput({ what: `two answers are called ${twice.name}`, next: 'name each after whose it is' });
}

/** What is written must not land in an answer, nor an answer's own files be taken for the judge's. */
function refuseOverlap(path: string, out: string): void {
  const [answer, marks] = [real(path), real(out)];
  if (!within(answer, marks) && !within(join(marks, answersFolder), answer)) return;
  throw new BadInput({ what: `the answer ${path} and --out ${out} overlap`, next: 'let --out be a folder of its own' });
}

/** Of a folder that is not there yet, where it will be. */
function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}

const within = (folder: string, path: string) => path === folder || path.startsWith(`${folder}/`);

async function readEntry(path: string, graded: GradedProblem, out: string): Promise<Entry> {
  const reading = await readAnswer(path);
  const name = 'refused' in reading ? answerName(path) : reading.name;
  const folder = join(out, answersFolder, slug(name));
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
    methods: methods.map((method) => ({ ...method, kinds: changedKinds(method, original) })),
  };
}

/** The methods that no rule keeps from being run. */
export function runnable({ methods, broken, content }: Entry): readonly EntryMethod[] {
  if (!content || voidingWhole(broken)) return [];
  return methods.filter(({ name }) => !voidingMethod(broken, name));
}
