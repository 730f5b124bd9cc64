import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { BadInput, messageOf } from '../errors';

const template = join(__dirname, 'problem');

/** Lays a small problem that is sound into a folder of that name. Throws BadInput where it is there already, or cannot be made: nothing half done is left. */
export function newProblem(written: string): void {
  const folder = resolve(written);
  if (existsSync(folder))
    throw new BadInput({
      what: `${written} is there already`,
      next: 'name a folder that is not: nothing is overwritten',
    });
  try {
    mkdirSync(dirname(folder), { recursive: true });
    layOut(folder);
  } catch (error) {
    throw new BadInput({ what: `${written} cannot be made`, last: messageOf(error) }, { cause: error });
  }
}

/** Beside its place first: a folder that is there is whole. */
function layOut(folder: string): void {
  const scratch = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  try {
    const whole = join(scratch, 'problem');
    cpSync(template, whole, { recursive: true });
    renameSync(whole, folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
