import { stringify } from 'csv-stringify/sync';
import { forFile } from '../../report/escape';
import type { Gradebook } from '../gradebook';
import { commentWords } from './words';

// Text of an answer must not become a formula of whoever opens the file.
const options = { header: true, escape_formulas: true, cast: { string: forFile } };

/** A row an item of an answer. */
export function itemsCsv({ answers }: Gradebook): string {
  const rows = answers.flatMap(({ answer, marks }) =>
    marks.items.map(({ id, of, automatic, suggested, confirmed, verdict, because, evidence }) => ({
      answer,
      item: id,
      of,
      automatic,
      suggested,
      confirmed,
      verdict,
      because,
      evidence,
    })),
  );
  const names = ['answer', 'item', 'of', 'automatic', 'suggested', 'confirmed', 'verdict', 'because', 'evidence'];
  return stringify(rows, { ...options, columns: names });
}

/** The mark sheet of score servers that take prose: judge, score, comment. */
export function sheetCsv({ answers }: Gradebook): string {
  const rows = answers.map((graded) => ({
    answer: graded.answer,
    judge: 'endstate',
    score: graded.marks.complete ? graded.marks.total : '',
    comment: commentWords(graded),
  }));
  return stringify(rows, { ...options, columns: ['answer', 'judge', 'score', 'comment'] });
}
