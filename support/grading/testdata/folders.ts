import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { AnswerFiles } from '../answer-files';
import { type Problem, parseProblem } from '../problem';

const features = join(__dirname, '..', '..', '..', 'features');

/** A folder of the project as an answer's files. */
export function filesOf(folder: string): AnswerFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(folder, path))]));
}

/** Files by their text. */
export function filesFrom(texts: Readonly<Record<string, string>>): AnswerFiles {
  return new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));
}

/** The same files with some changed, added, or (undefined) taken away. */
export function withFiles(files: AnswerFiles, changes: Readonly<Record<string, string | undefined>>): AnswerFiles {
  const kept = [...files].filter(([path]) => !(path in changes));
  const texts = Object.entries(changes).filter((change): change is [string, string] => change[1] !== undefined);
  return new Map([...kept, ...texts.map(([path, text]) => [path, Buffer.from(text)] as const)]);
}

export interface ProblemFolder {
  readonly name: string;
  readonly problem: Problem;
  /** What the problem itself applies and lays. */
  readonly original: AnswerFiles;
  answers(kind: 'right' | 'wrong'): readonly { readonly name: string; readonly files: AnswerFiles }[];
}

/** A problem of the project: `ictsc2023-wol`. */
export function problemFolder(name: string): ProblemFolder {
  const dir = join(features, name);
  const text = readFileSync(join(dir, 'problem.yaml'), 'utf8');
  const own = /^(manifests|disk|inventory|image)\//;
  return {
    name,
    problem: parseProblem(text, `${name}/problem.yaml`),
    original: new Map([...filesOf(dir)].filter(([path]) => own.test(path))),
    answers: (kind) => {
      const folder = join(dir, 'answers', kind);
      const names = readdirSync(join(dir, 'answers')).includes(kind) ? readdirSync(folder).toSorted() : [];
      return names.map((answer) => ({ name: answer, files: filesOf(join(folder, answer)) }));
    },
  };
}

/** Every problem of the project. */
export function problemFolders(): readonly ProblemFolder[] {
  return readdirSync(features, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/problem.yaml'))
    .map((path) => problemFolder(path.replace(/\/problem\.yaml$/, '')));
}
