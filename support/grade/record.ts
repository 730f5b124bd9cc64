import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrokenRule } from '../grading/broken-rule';
import type { Judgement } from '../grading/judgement';
import { writeWhole } from './write-whole';

/** What labs had to say about an answer. Marks are made of it anew each time, with rules, the text, and what a judge has confirmed since. */
export interface Record extends Pick<Judgement, 'broken' | 'scenarios'>, Ground {
  /** As the answer is called. */
  readonly answer: string;
  /** Of the answer's files; empty where they were not read. */
  readonly hash: string;
  /** Why they were not. */
  readonly refused?: BrokenRule;
  /** The second try of what was inconclusive had not come: it stands only until the next run. */
  readonly unsettled?: true;
  readonly tookMs: number;
  /** The page of its scenarios, relative to the folder of the marks; none where nothing ran. */
  readonly report?: string;
}

/** What a verdict is given by: whatever was judged on another ground is judged anew. */
export interface Ground {
  /** SHA-256 of the problem, and of the tags that were asked for. */
  readonly problemHash: string;
  /** The Endstate that judges ({@link endstateVersion}). */
  readonly endstate: string;
}

const recordName = 'judged.json';
/** Of the file's shape: one of another is judged anew. */
const format = 3;

/** Notes what an answer came to as soon as it is known: a run that is killed loses what was under way, and no more. */
export async function keep(record: Record, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, recordName), `${JSON.stringify({ format, ...record }, null, 2)}\n`);
}

/** What an earlier run noted of an answer, on whatever ground; none where there was none, or it is of another shape. */
export function kept(folder: string): Record | undefined {
  const path = join(folder, recordName);
  if (!existsSync(path)) return undefined;
  try {
    const { format: written, ...record } = JSON.parse(readFileSync(path, 'utf8')) as Record & { format: number };
    const whole = written === format && Array.isArray(record.scenarios) && Array.isArray(record.broken);
    return whole ? record : undefined;
  } catch {
    return undefined; // of another program, or cut off: judged anew
  }
}

/** Whether the record's verdicts would be given today for the same answer. */
export function standsOn({ problemHash, endstate }: Ground, ground: Ground): boolean {
  return problemHash === ground.problemHash && endstate === ground.endstate;
}
