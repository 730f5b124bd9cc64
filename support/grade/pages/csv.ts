import { stringify } from 'csv-stringify/sync';
import type { ItemMark } from '../../grading/marks';
import { forFile } from '../../report/escape';
import type { Gradebook, GradedAnswer } from '../gradebook';
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

/** What words suggest is no mark before a judge says so. */
function isFinal({ marks }: GradedAnswer): boolean {
  const settled = ({ automatic, confirmed }: ItemMark) => automatic !== undefined || confirmed !== undefined;
  return marks.complete && marks.items.every(settled);
}

/** The mark sheet of score servers that take prose: judge, score, comment. No score while an item is open, or but suggested. */
export function sheetCsv({ answers }: Gradebook): string {
  const rows = answers.map((graded) => ({
    answer: graded.answer,
    judge: 'endstate',
    score: isFinal(graded) ? graded.marks.total : '',
    comment: commentWords(graded),
  }));
  return stringify(rows, { ...options, columns: ['answer', 'judge', 'score', 'comment'] });
}
