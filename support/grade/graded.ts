import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../errors';
import { type Confirmed, parseConfirmed } from '../grading/confirmed';
import { mark } from '../grading/mark';
import type { Entry } from './entry';
import type { GradedAnswer } from './gradebook';
import type { GradedProblem } from './problem-folder';
import type { Record } from './record';
import { suggestions } from './text';

/** A judge's own marks, in an answer's folder: a re-run respects them. */
export const confirmedName = 'confirmed.yaml';

/** Throws BadInput where the judge's file cannot be read: before any lab. */
export function confirmedOf({ folder }: Entry, { problem }: GradedProblem): Confirmed | undefined {
  const path = join(folder, confirmedName);
  if (!existsSync(path)) return undefined;
  if (!statSync(path).isFile())
    throw new BadInput({ what: `${path} is no file`, next: 'docs/grading.md says what it holds' });
  return parseConfirmed(readFileSync(path, 'utf8'), path, problem.rubric);
}

/** The marks of what was seen, of what the report suggests, and of what a judge has confirmed. */
export function gradedOf(entry: Entry, record: Record, graded: GradedProblem, confirmed?: Confirmed): GradedAnswer {
  const { broken, scenarios, tookMs, report } = record;
  const text = entry.content ? suggestions(entry.content.files, graded) : undefined;
  const marks = mark(graded.problem, {
    methods: entry.methods,
    broken: [...entry.broken, ...broken],
    scenarios,
    ...(text ? { text } : {}),
    ...(confirmed ? { confirmed } : {}),
  });
  const notes = (entry.content?.leftOut ?? []).map((path) => `left out: ${path}`);
  return { answer: entry.name, hash: entry.content?.hash ?? '', marks, notes, tookMs, ...(report ? { report } : {}) };
}
