import type { Method } from '../answer-files';
import type { BrokenRule } from '../broken-rule';
import { parseUntrustedYaml } from '../yaml/parse';
import { diskFilesOf, oddDiskFile } from './disk-files';
import { normalized } from './finding';
import { oddRuntime } from './runtime-words';

/**
 * What a method's files for machines must not be, before any is laid or typed. Its manifests are {@link unsafeObjects}' to judge; an
 * inventory is data to us: nothing evaluates its templates.
 */
export function unsafeFiles(method: Method): readonly BrokenRule[] {
  const within = (path: string) => (method.name === '' ? path : `${method.name}/${path}`);
  const laid = diskFilesOf(method.files).flatMap(({ path, onMachine, content }) =>
    oddDiskFile(onMachine, content).map(({ line, problem }) => broken(within(path), line && `line ${line}`, problem)),
  );
  const typed = [...method.files]
    .filter(([path]) => path.startsWith('runtime/'))
    .flatMap(([path, content]) => typedIn(content, within(path)));
  return [...laid, ...typed];
}

function typedIn(content: Buffer, file: string): readonly BrokenRule[] {
  const read = parseUntrustedYaml(content, file, 'core');
  if ('broken' in read) return [read.broken];
  return read.documents
    .flatMap(({ value }) => oddRuntime(value))
    .map(({ path, problem }) => broken(file, normalized(path), problem));
}

function broken(file: string, field: string | number | undefined, problem: string): BrokenRule {
  const at = field ? { field: String(field) } : {};
  return { rule: 'unsafe-file', file, ...at, said: `${file} ${problem}`, voids: { whole: true } };
}
