import { cp, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Inconclusive } from '../../support/errors';
import { runOrThrow } from '../../support/exec/exec';
import type { Adaptation } from './pinned';

/** What a module holds beside what is compiled. (Cilium 1.12's own client imports a part of its tests.) */
const needless = ['vendor', 'Documentation', 'examples'];

/**
 * Copies a module from Go's cache (`from`) and the build's go.mod (`goMod`, a directory) to `dir`, changes one text there,
 * and resolves with the go.mod that builds with the copy, for `go build -modfile`. (Go's own `-overlay` refuses files of
 * the module cache.) Rejects where the text is not there exactly once.
 */
export async function adaptModule(
  { module, file, text, instead }: Adaptation,
  { from, goMod, dir }: { readonly from: string; readonly goMod: string; readonly dir: string },
): Promise<string> {
  const copy = join(dir, 'module');
  await cp(from, copy, { recursive: true, filter: (path) => !needless.includes(relative(from, path)) });
  await runOrThrow(['chmod', '-R', 'u+w', copy]);
  const parts = (await readFile(join(copy, file), 'utf8')).split(text);
  if (parts.length !== 2) {
    const what = `${module}/${file} is not as it was when its adaptation was written`;
    throw new Inconclusive({ what, last: `${JSON.stringify(text)} is there ${parts.length - 1} times` });
  }
  await writeFile(join(copy, file), parts.join(instead));
  await cp(join(goMod, 'go.sum'), join(dir, 'go.sum'));
  await writeFile(
    join(dir, 'go.mod'),
    `${await readFile(join(goMod, 'go.mod'), 'utf8')}\nreplace ${module} => ${copy}\n`,
  );
  return join(dir, 'go.mod');
}
