import { forFile } from '../../report/escape';
import { type Gradebook, notesIn, openItems } from '../gradebook';
import { brokenWords, cellWords, totalWords } from './words';

/** The gradebook as Markdown: a table, then each answer's reasons. */
export function gradebookMarkdown(book: Gradebook): string {
  const items = book.answers[0]?.marks.items ?? [];
  const line = (cells: readonly string[]) => `| ${cells.map(inCell).join(' | ')} |`;
  const rows = book.answers.map((answer) =>
    line([answer.answer, ...answer.marks.items.map(cellWords), totalWords(answer)]),
  );
  const head = [line(['answer', ...items.map(({ id }) => id), 'total']), `|${'---|'.repeat(items.length + 2)}`];
  const reasons = book.answers.map((answer) => {
    const words = answer.marks.items.map(({ id, because }) => `- ${inline(`${id}: ${because}`)}`);
    return [
      `## ${inline(answer.answer)}`,
      '',
      ...brokenWords(answer).map((broken) => `- ${inline(broken)}`),
      ...words,
      ...answer.notes.map((note) => `- ${inline(note)}`),
    ].join('\n');
  });
  const open = openItems(book).map(([answer, ids]) => `- inconclusive: ${inline(`${answer}: ${ids.join(', ')}`)}`);
  const notes = notesIn(book).map((note) => `- ${inline(note)}`);
  const judge = `Judged by Endstate ${inline(book.endstate)}.`;
  return `# ${inline(book.title)}\n\n${judge}\n\n${[...head, ...rows].join('\n')}\n\n${[...notes, ...open, ...reasons].join('\n\n')}\n`;
}

/** Text of an answer is no markup: neither Markdown's nor HTML's. */
function inline(text: string): string {
  return forFile(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]()#+!|~@:]/g, '\\$&');
}

const inCell = (text: string) => inline(text);
