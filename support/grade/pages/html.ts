import { duration } from '../../clock';
import type { ItemMark, Quote } from '../../grading/marks';
import { forHtml } from '../../report/escape';
import { documentOf } from '../../report/html-parts';
import { type Gradebook, type GradedAnswer, notesIn } from '../gradebook';
import { brokenWords, cellWords, pointsWords, totalWords } from './words';

/** The gradebook as one page; links are relative to its folder. */
export function gradebookPage(book: Gradebook): string {
  const items = book.answers[0]?.marks.items ?? [];
  const body = `<p>${forHtml(book.startedAt.toISOString())}, ${duration(book.wallMs)}, ${book.answers.length} answers, judged by Endstate ${forHtml(book.endstate)}</p>
${notesIn(book)
  .map((note) => `<p class="warning">${forHtml(note)}</p>`)
  .join('\n')}
<div class="wide"><table class="grid">
<thead><tr><th>Answer</th>${items.map(({ id, what }) => `<th scope="col" title="${forHtml(what)}">${forHtml(id)}</th>`).join('')}<th>Total</th></tr></thead>
<tbody>
${book.answers.map(row).join('\n')}
</tbody>
</table></div>
<p><small>A star marks what the report’s words suggest: a judge confirms or overrides it in the answer’s confirmed.yaml.</small></p>
${book.answers.map(section).join('\n')}`;
  return documentOf(book.title, body);
}

const colours = {
  pass: 'pass',
  partial: 'inconclusive',
  fail: 'fail',
  inconclusive: 'inconclusive',
  'not-judged': 'skip',
};

function row(answer: GradedAnswer, index: number): string {
  const cells = answer.marks.items.map(
    (item) => `<td class="${colours[item.verdict]}">${forHtml(cellWords(item))}</td>`,
  );
  return `<tr><th scope="row"><a href="#a${index + 1}">${forHtml(answer.answer)}</a></th>${cells.join('')}<td>${forHtml(totalWords(answer))}</td></tr>`;
}

function section(answer: GradedAnswer, index: number): string {
  const { marks, notes, report, hash, tookMs } = answer;
  const facts = [hash && `sha256 ${hash}`, duration(tookMs)].filter(Boolean).join(', ');
  return `<details id="a${index + 1}" open><summary><b>${forHtml(totalWords(answer))}</b> ${forHtml(answer.answer)} <small>${forHtml(facts)}</small></summary>
${brokenWords(answer)
  .map((words) => `<p class="warning">${forHtml(words)}</p>`)
  .join('\n')}
<div class="wide"><table class="grid">
<thead><tr><th>Item</th><th>Of</th><th>Automatic</th><th>Suggested</th><th>Confirmed</th><th>Verdict</th><th>Why</th></tr></thead>
<tbody>
${marks.items.map(itemRow).join('\n')}
</tbody>
</table></div>
${report ? `<p><a href="${forHtml(href(report))}">What its labs saw</a></p>` : ''}
${notes.map((note) => `<p class="warning">${forHtml(note)}</p>`).join('')}
</details>`;
}

function itemRow(item: ItemMark): string {
  const { what, of, automatic, suggested, confirmed, verdict, because, evidence, quotes = [] } = item;
  const points = [automatic, suggested, confirmed].map((one) => `<td>${pointsWords(one)}</td>`).join('');
  const link = evidence ? ` <a href="${forHtml(href(evidence))}">evidence</a>` : '';
  return `<tr><th scope="row">${forHtml(what)}</th><td>${of}</td>${points}<td class="${colours[verdict]}">${verdict}</td><td>${forHtml(because)}${link}${quotes.map(quote).join('')}</td></tr>`;
}

function quote({ line, sentence }: Quote): string {
  return `<blockquote>${forHtml(sentence)} <small>line ${line}</small></blockquote>`;
}

const href = (path: string) => path.split('/').map(encodeURIComponent).join('/');
