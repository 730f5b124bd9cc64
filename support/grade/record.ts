import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Judgement } from '../grading/judgement';
import { writeWhole } from './write-whole';

/** What labs had to say about an answer. Marks are made of it anew each time, with rules, the text, and what a judge has confirmed since. */
export interface Record extends Pick<Judgement, 'broken' | 'scenarios'> {
  /** Of the answer's files. */
  readonly hash: string;
  readonly problemHash: string;
  readonly tookMs: number;
  /** The page of its scenarios, relative to the folder of the marks; none where nothing ran. */
  readonly report?: string;
}

const recordName = 'judged.json';
/** Of the file's shape: one of another is judged anew. */
const format = 1;

/** Notes what an answer came to as soon as it is known: a run that is killed loses what was under way, and no more. */
export async function keep(record: Record, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, recordName), `${JSON.stringify({ format, ...record }, null, 2)}\n`);
}

/** What an earlier run made of the same answer to the same problem; none where either has changed, or there was none. */
export function kept(folder: string, hash: string, problemHash: string): Record | undefined {
  const path = join(folder, recordName);
  if (!existsSync(path)) return undefined;
  try {
    const { format: written, ...record } = JSON.parse(readFileSync(path, 'utf8')) as Record & { format: number };
    const whole = written === format && Array.isArray(record.scenarios) && Array.isArray(record.broken);
    return whole && record.hash === hash && record.problemHash === problemHash ? record : undefined;
  } catch {
    return undefined; // of another program, or cut off: judged anew
  }
}
