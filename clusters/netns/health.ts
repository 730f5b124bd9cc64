import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inconclusive } from '../../support/errors';
import { startMark } from './disk';
import { labDirectory } from './state';

/** Started this often, a component is not coming up: runit starts it again a second after it ends. */
const startsOfADeadComponent = 3;
const lastLines = 12;

/** Rejects with the last log lines of a component that dies again and again while the lab starts. */
export async function assertComponentsLive(labId: string): Promise<void> {
  const machines = join(labDirectory(labId), 'machines');
  for (const machine of await readdir(machines))
    await assertMachineLive(machine, join(machines, machine, 'disk/var/log'));
}

async function assertMachineLive(machine: string, logs: string): Promise<void> {
  const files = (await readdir(logs).catch(() => [])).filter((name) => name.endsWith('.log'));
  for (const file of files) {
    const lines = (await readFile(join(logs, file), 'utf8')).split('\n');
    if (lines.filter((line) => line === startMark).length < startsOfADeadComponent) continue;
    const component = file.replace(/\.log$/, '');
    throw new Inconclusive({
      what: `${component} on ${machine} ends again and again while the lab starts`,
      last: lastWords(lines),
      next: 'endstate doctor; the flags of the cluster table reach this component as they are written',
    });
  }
}

/** The last words before the latest start. */
function lastWords(lines: readonly string[]): string {
  const words = lines.slice(0, lines.lastIndexOf(startMark)).filter((line) => line !== '' && line !== startMark);
  return words.slice(-lastLines).join('\n        ');
}
