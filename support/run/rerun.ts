import { dirname, relative } from 'node:path';
import type { PlannedJob } from './plan';

/** The command that runs one scenario again, ready to paste. */
export function rerunCommand({ answer, unchanged, cell }: PlannedJob, where: string): string {
  if (unchanged) return `npm run endstate -- verify ${quoted(dirname(where))}`;
  const answerFlag = answer ? ` --answer ${quoted(relative(process.cwd(), answer) || '.')}` : '';
  const cellFlag = cell ? ` --cell ${cell.id}` : '';
  return `npm run features -- ${quoted(where)}${answerFlag}${cellFlag}`;
}

function quoted(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
