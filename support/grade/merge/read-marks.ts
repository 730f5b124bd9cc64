import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { BadInput, messageOf } from '../../errors';
import { refuseInvalid } from '../../schema';
import type { Gradebook } from '../gradebook';
import { marksName } from '../pages/write';
import { marksSchema } from './marks-schema';

/** Whether `endstate grade` has written marks there; false also for a grading that was killed. */
export function hasMarks(dir: string): boolean {
  return existsSync(join(dir, marksName));
}

/** The marks in a folder. Throws BadInput where the file is none, or names what is not in its folder. */
export function readMarks(dir: string): Gradebook {
  const path = join(dir, marksName);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new BadInput({ what: `${path} cannot be read: ${messageOf(error)}` }, { cause: error });
  }
  refuseInvalid(path, marksSchema, value);
  const { format: _, ...book } = value as Gradebook & { readonly format: number };
  for (const { report, marks } of book.answers)
    for (const link of [report, ...marks.items.map(({ evidence }) => evidence)]) requireInside(path, link);
  return { ...book, startedAt: new Date(book.startedAt) };
}

/** Pages link to it: nothing of a folder that was brought here leads out of it. */
function requireInside(file: string, path = ''): void {
  if (!isAbsolute(path) && !path.split('/').includes('..')) return;
  throw new BadInput({ what: `${file} names ${path}, which is not in its folder` });
}
