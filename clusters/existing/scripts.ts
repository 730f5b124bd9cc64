import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Argv } from '../../support/exec/exec';

const names = ['keep-file', 'write-file', 'keep-sysctl', 'give-back', 'in-pod'] as const;
const texts = Object.fromEntries(
  names.map((name) => [name, readFileSync(join(__dirname, 'scripts', `${name}.sh`), 'utf8')]),
);

/** The command that runs one of our scripts on a machine: it comes with the command line, so that nothing is laid there. */
export function script(name: (typeof names)[number], ...words: readonly string[]): Argv {
  return ['sh', '-c', texts[name] as string, name, ...words];
}
