import { existsSync, statSync } from 'node:fs';
import { cp, lstat, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { BadInput } from '../errors';
import { missingParts, type Part } from '../matrix/parts';
import { shardWords } from '../matrix/shard';
import { hasResults, readResults } from '../report/read-results';
import type { RunResult } from '../report/result';
import { slug } from '../report/slug';

/** A report folder: where it was found, where its copy lies, what it holds; no run where it broke off. */
export interface Report {
  readonly dir: string;
  readonly copy: string;
  readonly run: RunResult | undefined;
}

/** Copies report folders into `runs/` below another one; all are checked before the first is. Rejects with BadInput. */
export async function bringTogether(dirs: readonly string[], out: string): Promise<readonly Report[]> {
  const found = [...new Set(dirs.map((dir) => resolve(dir)))].map((dir) => {
    requireFolder(dir, out);
    return { dir, run: hasResults(dir) ? readResults(dir) : undefined };
  });
  const names = namesOf(found);
  missingParts(partsOf(found), []);
  await rm(join(out, 'runs'), { recursive: true, force: true });
  return Promise.all(
    found.map(async ({ dir }, index) => {
      const copy = join(out, 'runs', names[index] ?? '');
      // What a report consists of; a link could lead anywhere.
      const filter = async (path: string) => !(await lstat(path)).isSymbolicLink();
      await cp(dir, copy, { recursive: true, filter });
      return { dir, copy, run: hasResults(copy) ? readResults(copy) : undefined };
    }),
  );
}

function requireFolder(dir: string, out: string): void {
  if (!existsSync(dir) || !statSync(dir).isDirectory()) {
    const next = 'name folders that endstate run has written (--reports)';
    throw new BadInput({ what: `there is no report folder ${relative(process.cwd(), dir)}`, next });
  }
  if (!`${out}/`.startsWith(`${dir}/`)) return;
  throw new BadInput({ what: `${out} is in ${dir}, one of the reports`, next: 'name another folder with --out' });
}

/** A name for each in `runs/`: its cell and shard, or its folder's. */
function namesOf(found: readonly Pick<Report, 'dir' | 'run'>[]): readonly string[] {
  const names = found.map(({ dir, run }) => {
    const { cell, shard } = run ?? {};
    return slug([cell?.id ?? relative(process.cwd(), dir), shard ? shardWords(shard) : ''].join(' '));
  });
  return names.map((name, at) => (names.indexOf(name) === at ? name : `${name}-${at + 1}`));
}

/** What they are reports of; one that broke off is of nothing that could be told. */
export function partsOf(reports: readonly Pick<Report, 'dir' | 'run'>[]): readonly Part[] {
  return reports.flatMap(({ dir, run }) => {
    if (!run) return [];
    const { cell, shard } = run;
    return [{ cell: cell?.id ?? '', ...(shard ? { shard } : {}), where: relative(process.cwd(), dir) }];
  });
}
