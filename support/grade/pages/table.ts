import { duration } from '../../clock';
import { columns } from '../../columns';
import { type Gradebook, notesIn, openItems } from '../gradebook';
import { brokenWords, cellWords, totalWords } from './words';

/** The gradebook for a terminal: a row an answer, a column an item; then what broke a rule, and what is open. */
export function gradebookTable(book: Gradebook): string {
  const items = book.answers[0]?.marks.items.map(({ id }) => id) ?? [];
  const rows = book.answers.map((answer) => [
    answer.answer,
    ...answer.marks.items.map(cellWords),
    totalWords(answer),
    duration(answer.tookMs),
  ]);
  const broken = book.answers.flatMap((answer) => brokenWords(answer).map((words) => `${answer.answer}: ${words}`));
  const notes = book.answers.flatMap((answer) => answer.notes.map((note) => `${answer.answer}: ${note}`));
  const open = openItems(book).map(([answer, ids]) => `${answer}: ${ids.join(', ')}`);
  return [
    columns([['answer', ...items, 'total', 'labs'], ...rows]).trimEnd(),
    ...section('broken rules', broken),
    ...section('inconclusive, and no points yet: --resume judges these alone', open),
    ...section('', [...notes, ...notesIn(book)]),
    '* suggested by the report’s words: a judge confirms or overrides it in the answer’s confirmed.yaml',
    `${book.answers.length} answers, ${duration(book.wallMs)}`,
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return ['', ...(title ? [title] : []), ...lines.map((line) => `  ${line}`)];
}
