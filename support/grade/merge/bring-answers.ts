import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, lstat, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BadInput } from '../../errors';
import { slug } from '../../report/slug';
import { confirmedName } from '../confirmation';
import { answersFolder } from '../entry';
import type { FoundAnswer } from './merged-book';

/**
 * Copies what was kept of each answer to where `endstate grade` over all of them would have it, so that every link holds and the folder
 * can be graded on. Rejects with BadInput, before anything is changed, where that would take away what is nowhere else.
 */
export async function bringAnswers(answers: readonly FoundAnswer[], out: string): Promise<void> {
  const folders = answers.map(({ graded }) => slug(graded.answer));
  const twice = answers.find((_, at) => folders.indexOf(folders[at] as string) < at);
  if (twice)
    throw new BadInput({
      what: `two answers have the folder ${slug(twice.graded.answer)}`,
      next: 'rename one of them',
    });
  requireNothingLost(answers, folders, out);
  for (const [at, { dir }] of answers.entries()) {
    const [from, to] = [dir, out].map((place) => join(place, answersFolder, folders[at] as string)) as [string, string];
    await rm(to, { recursive: true, force: true });
    if (!existsSync(from)) continue; // one that was not read leaves nothing
    await mkdir(join(to, '..'), { recursive: true });
    // A link could lead anywhere.
    await cp(from, to, { recursive: true, filter: async (path) => !(await lstat(path)).isSymbolicLink() });
  }
}

function requireNothingLost(answers: readonly FoundAnswer[], folders: readonly string[], out: string): void {
  const place = join(out, answersFolder);
  if (!existsSync(place)) return;
  const strange = readdirSync(place).find((folder) => !folders.includes(folder));
  if (strange !== undefined)
    throw new BadInput({
      what: `${join(place, strange)} is of an answer that is not merged`,
      next: 'name another folder with --out',
    });
  for (const [at, { dir }] of answers.entries()) {
    const [own, theirs] = [out, dir].map((one) => confirmedIn(join(one, answersFolder, folders[at] as string)));
    if (own === undefined || own === theirs) continue;
    throw new BadInput({
      what: `${join(place, folders[at] as string, confirmedName)} would be lost: the marks in ${dir} were made without it`,
      next: `copy it there and run that piece again (no lab is made), or name another folder with --out`,
    });
  }
}

function confirmedIn(folder: string): string | undefined {
  const path = join(folder, confirmedName);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
