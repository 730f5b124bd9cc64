/**
 * Regular files of an answer by their path within it, `/` between folders: `fix-1/manifests/a.yaml`. What is grading's to
 * read has been read already, within limits (support/answers): no rule opens a file.
 */
export type AnswerFiles = ReadonlyMap<string, Buffer>;

/** A part of an answer, the folder or file by which it is known (docs/problems.md). */
export const partNames = ['manifests', 'disk', 'runtime', 'security-groups.yaml', 'inventory', 'image'] as const;
export type PartName = (typeof partNames)[number];

/** One way to reach the end state: `fix-1` and what is below it, or the answer's own folder where it has no such folders. */
export interface Method {
  /** `fix-1`; empty for an answer of one method. */
  readonly name: string;
  /** By their path below the method's folder. */
  readonly files: AnswerFiles;
}

const methodFolder = /^(fix-\d+)\/(.+)$/;

/** The methods of an answer, by number, and what belongs to none of them (`report.md`). */
export function methodsIn(files: AnswerFiles): { readonly methods: readonly Method[]; readonly rest: AnswerFiles } {
  const byName = new Map<string, Map<string, Buffer>>();
  const rest = new Map<string, Buffer>();
  for (const [path, content] of files) {
    const [, name, below] = methodFolder.exec(path) ?? [];
    if (name === undefined || below === undefined) rest.set(path, content);
    else byName.set(name, (byName.get(name) ?? new Map()).set(below, content));
  }
  if (byName.size > 0) {
    const methods = [...byName].map(([name, own]) => ({ name, files: own }));
    return { methods: methods.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })), rest };
  }
  const isPart = (path: string) => partNames.some((part) => path === part || path.startsWith(`${part}/`));
  const own = new Map([...rest].filter(([path]) => isPart(path)));
  return {
    methods: own.size > 0 ? [{ name: '', files: own }] : [],
    rest: new Map([...rest].filter(([path]) => !isPart(path))),
  };
}
