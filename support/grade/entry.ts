import { existsSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import pLimit from 'p-limit';
import type { ReadAnswer } from '../answers/answer';
import { answerName, readAnswer, requireAnswer } from '../answers/read-answer';
import { BadInput, messageOf } from '../errors';
import { methodsIn } from '../grading/answer-files';
import { type BrokenRule, voidingMethod, voidingWhole } from '../grading/broken-rule';
import type { TextSuggestions } from '../grading/judgement';
import { changedKinds } from '../grading/methods';
import { brokenRules } from '../grading/rules';
import { unsafeAnswer } from '../grading/safety/unsafe-answer';
import { slug } from '../report/slug';
import { keepHandedIn } from './handed-in';
import type { GradedProblem } from './problem-folder';
import { kept } from './record';
import { suggestions } from './text';

/** Below the folder of the marks: no answer is called as a file of ours. */
export const answersFolder = 'answers';

/** A method of an answer, and the kinds of objects that it changes. */
export interface EntryMethod {
  readonly name: string;
  readonly kinds: readonly string[];
}

/** An answer that was handed in, read and held against the rules: what is left of it in memory. Nothing of it has run. */
export interface Entry {
  readonly name: string;
  /** Its folder below that of the marks. */
  readonly folder: string;
  /** SHA-256 of its files; empty where they were not read. */
  readonly hash: string;
  readonly broken: readonly BrokenRule[];
  readonly methods: readonly EntryMethod[];
  /** None where it has no report, or the problem asks for none. */
  readonly text?: TextSuggestions;
  /** What macOS' programs had added, by path. */
  readonly leftOut: readonly string[];
  /** Why it was not read, where that is not its fault: all of it is inconclusive. */
  readonly unread?: string;
}

/** How an answer is read, and what becomes of its files then. */
interface Reader {
  readonly read: typeof readAnswer;
  readonly keep: typeof keepHandedIn;
}

/** Nothing is written. */
export const readOnly: Partial<Reader> = { keep: async () => {} };

/**
 * Reads the answers side by side, each within limits, and keeps a copy of each below `out`. One that cannot be read by no fault of its own
 * keeps no other from being graded. Rejects with BadInput where one is not there, two have one name, or one the folder of another that was
 * judged before: then nothing was written.
 */
export async function readEntries(
  paths: readonly string[],
  problem: GradedProblem,
  out: string,
  { read = readAnswer, keep = keepHandedIn }: Partial<Reader> = {},
): Promise<readonly Entry[]> {
  for (const path of paths) requireAnswer(path);
  for (const path of paths) refuseOverlap(path, out);
  refuseTwins(paths);
  for (const path of paths) refuseTaken(answerName(path), out);
  const inTurn = pLimit(availableParallelism());
  return Promise.all(paths.map((path) => inTurn(() => readEntry(path, problem, out, { read, keep }))));
}

/** Where an answer of that name has its marks and what they are made of. */
const folderOf = (name: string, out: string): string => join(out, answersFolder, slug(name));

function refuseTwins(paths: readonly string[]): void {
  const folders = paths.map((path) => slug(answerName(path)));
  const twin = paths.find((_, at) => folders.indexOf(folders[at] ?? '') < at);
  if (twin === undefined) return;
  throw new BadInput({ what: `two answers are called ${answerName(twin)}`, next: 'name each after whose it is' });
}

/** Two names may have one folder: what an earlier command has judged is not another one's to replace. */
function refuseTaken(name: string, out: string): void {
  const folder = folderOf(name, out);
  const owner = kept(folder)?.answer ?? name;
  if (owner === name) return;
  throw new BadInput({
    what: `the answer ${name} would have the folder of ${owner}, ${folder}`,
    next: `rename it, or remove that folder to take ${owner} out`,
  });
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

async function readEntry(path: string, graded: GradedProblem, out: string, { read, keep }: Reader): Promise<Entry> {
  const name = answerName(path);
  const folder = folderOf(name, out);
  const none = { name, folder, hash: '', broken: [], methods: [], leftOut: [] };
  try {
    const reading = await read(path);
    if ('refused' in reading) return { ...none, broken: [reading.refused] };
    await keep(reading, folder);
    return entryOf(reading, folder, graded);
  } catch (error) {
    if (error instanceof BadInput) throw error;
    return { ...none, unread: messageOf(error) };
  }
}

/** What rules and patterns make of an answer's files. */
export function entryOf(content: ReadAnswer, folder: string, graded: GradedProblem): Entry {
  const { name, files, hash, leftOut, broken } = content;
  const { problem, original } = graded;
  const text = suggestions(files, graded);
  return {
    name,
    folder,
    hash,
    leftOut,
    broken: [...broken, ...unsafeAnswer(problem, files), ...brokenRules(problem, original, files)],
    methods: methodsIn(files).methods.map((method) => ({ name: method.name, kinds: changedKinds(method, original) })),
    ...(text ? { text } : {}),
  };
}

/** The methods that no rule keeps from being run. */
export function runnable({ methods, broken, hash }: Entry): readonly EntryMethod[] {
  if (!hash || voidingWhole(broken)) return [];
  return methods.filter(({ name }) => !voidingMethod(broken, name));
}
