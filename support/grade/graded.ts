import type { ConfirmedFile } from '../grading/confirmed';
import { mark } from '../grading/mark';
import { confirmedFor } from './confirmation';
import type { Entry } from './entry';
import type { GradedAnswer } from './gradebook';
import type { GradedProblem } from './problem-folder';
import type { Record } from './record';
import { suggestions } from './text';

/** The marks of what was seen, of what the report suggests, and of what a judge has confirmed. */
export function gradedOf(entry: Entry, record: Record, graded: GradedProblem, file?: ConfirmedFile): GradedAnswer {
  const hash = entry.content?.hash ?? '';
  const confirmed = confirmedFor(hash, file);
  const { broken, scenarios, tookMs, report } = record;
  const text = entry.content ? suggestions(entry.content.files, graded) : undefined;
  const marks = mark(graded.problem, {
    methods: entry.methods,
    broken: [...entry.broken, ...broken],
    scenarios,
    ...(text ? { text } : {}),
    ...(confirmed.marks ? { confirmed: confirmed.marks } : {}),
  });
  const notes = [...(confirmed.note ? [confirmed.note] : []), ...leftOut(entry)];
  return { answer: entry.name, hash, marks, notes, tookMs, ...(report ? { report } : {}) };
}

function leftOut({ content }: Entry): readonly string[] {
  const paths = content?.leftOut ?? [];
  if (paths.length === 0) return [];
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
  return [`left out: ${paths.slice(0, 3).join(', ')}${more}`];
}
