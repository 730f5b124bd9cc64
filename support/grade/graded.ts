import type { ConfirmedFile } from '../grading/confirmed';
import { measuresOf } from '../grading/judgement';
import { mark, undecided } from '../grading/mark';
import { confirmedFor } from './confirmation';
import type { Entry } from './entry';
import type { GradedAnswer } from './gradebook';
import type { GradedProblem } from './problem-folder';
import type { Record } from './record';

/** The marks of what was seen, of what the report suggests, and of what a judge has confirmed. */
export function gradedOf(entry: Entry, record: Record, graded: GradedProblem, file?: ConfirmedFile): GradedAnswer {
  const { name: answer, hash, unread } = entry;
  if (unread !== undefined) return unreadOf(entry, graded);
  const { broken, scenarios, tookMs, report } = record;
  const confirmed = confirmedFor(hash, file);
  const marks = mark(graded.problem, {
    methods: entry.methods,
    broken: [...entry.broken, ...broken],
    scenarios,
    measures: measuresOf(scenarios),
    ...(entry.text ? { text: entry.text } : {}),
    ...(confirmed.marks ? { confirmed: confirmed.marks } : {}),
  });
  const notes = [...(confirmed.note ? [confirmed.note] : []), ...leftOut(entry)];
  return { answer, hash, marks, notes, tookMs, ...(report ? { report } : {}) };
}

/** One that was not read, by no fault of its own: the next run reads it again. */
export function unreadOf({ name, hash, unread = '' }: Entry, { problem }: GradedProblem): GradedAnswer {
  return { answer: name, hash, marks: undecided(problem.rubric, unread), notes: [], tookMs: 0 };
}

function leftOut({ leftOut: paths }: Entry): readonly string[] {
  if (paths.length === 0) return [];
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
  return [`left out: ${paths.slice(0, 3).join(', ')}${more}`];
}
