import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { BadInput } from '../errors';
import { nearest } from '../nearest';

/** A feature file, absolute, with the lines that were asked for: `''` or `:12:30`. */
export interface FeaturePath {
  readonly file: string;
  readonly lines: string;
}

/** Expands what was written: files with or without lines, folders. Throws BadInput for what is not there. */
export function featurePaths(written: readonly string[]): readonly FeaturePath[] {
  const paths = (written.length === 0 ? ['features'] : written).flatMap(expand);
  return paths.filter(({ file, lines }, at) => paths.findIndex((p) => p.file === file && p.lines === lines) === at);
}

function expand(written: string): readonly FeaturePath[] {
  const [, path = written, lines = ''] = /^(.*?)((?::\d+)*)$/.exec(written) ?? [];
  const absolute = resolve(path);
  if (!existsSync(absolute)) throw notThere(path, absolute);
  if (!statSync(absolute).isDirectory()) return [featureFile(absolute, path, lines)];
  const found = filesIn(absolute).map((file) => ({ file, lines: '' }));
  if (found.length > 0) return found;
  throw new BadInput({ what: `there is no feature in ${path}`, next: 'name a folder with *.feature files' });
}

function featureFile(file: string, written: string, lines: string): FeaturePath {
  if (file.endsWith('.feature')) return { file, lines };
  throw new BadInput({ what: `${written} is no feature`, next: 'name a *.feature file, or a folder that holds one' });
}

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry: Dirent) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.name.endsWith('.feature') ? [path] : [];
  });
}

function notThere(written: string, absolute: string): BadInput {
  const folder = dirname(absolute);
  const near = existsSync(folder) ? nearest(basename(absolute), readdirSync(folder)) : undefined;
  const next = near ? `did you mean ${join(dirname(written), near)}?` : 'look at what features/ holds';
  return new BadInput({ what: `there is no ${written}`, next });
}
