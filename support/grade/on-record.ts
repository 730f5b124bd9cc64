import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import pLimit from 'p-limit';
import { BadInput, messageOf } from '../errors';
import { answersFolder, type Entry, entryOf } from './entry';
import { readHandedIn } from './handed-in';
import type { GradedProblem } from './problem-folder';
import { type Ground, kept, type Record, standsOn } from './record';

/** What earlier commands left in a folder of marks, beside the answers that this one names. */
export interface OnRecord {
  /** Shown with the others, by name. */
  readonly judged: readonly (readonly [Entry, Record])[];
  /** Not shown, by name: of another ground, never judged to the end, or not what was judged. */
  readonly stale: readonly string[];
}

/** Judges nothing: verdicts are taken as they are noted, rules and text are held against the copy of what was handed in. */
export async function onRecord(
  named: readonly Entry[],
  graded: GradedProblem,
  ground: Ground,
  out: string,
): Promise<OnRecord> {
  const place = join(out, answersFolder);
  const own = new Set(named.map(({ folder }) => folder));
  const folders = existsSync(place) ? readdirSync(place).map((name) => join(place, name)) : [];
  const others = folders.filter((folder) => !own.has(folder)).sort();
  const inTurn = pLimit(availableParallelism());
  const found = await Promise.all(
    others.map((folder) => inTurn(async () => ({ folder, judged: await judgedIn(folder, graded, ground) }))),
  );
  return {
    judged: found.flatMap(({ judged }) => (judged ? [judged] : [])),
    stale: found.filter(({ judged }) => !judged).map(({ folder }) => kept(folder)?.answer ?? basename(folder)),
  };
}

async function judgedIn(
  folder: string,
  graded: GradedProblem,
  ground: Ground,
): Promise<readonly [Entry, Record] | undefined> {
  const record = kept(folder);
  if (!record || !standsOn(record, ground)) return undefined;
  const { answer: name, hash, refused } = record;
  const nothing = { name, folder, hash, broken: [], methods: [], leftOut: [] };
  if (refused) return [{ ...nothing, broken: [refused] }, record];
  try {
    return [entryOf(await readHandedIn({ name, hash, folder }), folder, graded), record];
  } catch (error) {
    // The contestant has handed in something else since, and it was never judged.
    if (error instanceof BadInput) return undefined;
    return [{ ...nothing, unread: messageOf(error) }, record];
  }
}
