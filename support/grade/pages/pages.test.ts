import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forTerminal } from '../../report/escape';
import type { GradedAnswer } from '../gradebook';
import { itemsCsv, sheetCsv } from './csv';
import { gradebookPage } from './html';
import { gradebookJunit } from './junit';
import { gradebookMarkdown } from './markdown';
import { hostileAnswer, openAnswer, sampleBook } from './sample';
import { gradebookTable } from './table';

type Answer = Partial<GradedAnswer>;

const pages = {
  table: (answer: Answer = {}) => forTerminal(gradebookTable(sampleBook(answer))),
  csv: (answer: Answer = {}) => itemsCsv(sampleBook(answer)),
  sheet: (answer: Answer = {}) => sheetCsv(sampleBook(answer)),
  html: (answer: Answer = {}) => gradebookPage(sampleBook(answer)),
  markdown: (answer: Answer = {}) => gradebookMarkdown(sampleBook(answer)),
  junit: (answer: Answer = {}) => gradebookJunit(sampleBook(answer)),
};

test('a row an answer: each item, what is but suggested with a star, the total', () => {
  assert.match(pages.table(), /^answer +end +why +total +labs\nteam01 +50\/50 +60\/100\* +110\/150 /m);
});

test('what is inconclusive is named, and is no 0', () => {
  assert.match(pages.table(openAnswer), /\?\/50 +0\/50\?/);
  assert.match(pages.table(openAnswer), /--resume.*\n +team02: end/);
  assert.match(pages.junit(openAnswer), /errors="1".*[\s\S]*<error .*type="inconclusive"/);
  assert.match(pages.csv(openAnswer), /^team02,end,50,,,,inconclusive,/m);
  assert.match(pages.sheet(openAnswer), /^team02,endstate,,/m);
  assert.match(pages.html(openAnswer), /class="inconclusive">\?\/50/);
});

test('what is not judged yet is named', () => {
  const book = { ...sampleBook(), unjudged: ['team09'] };
  for (const page of [gradebookTable, gradebookMarkdown, gradebookPage])
    assert.match(page(book), /not judged yet\\?: team09/);
  assert.match(gradebookJunit(book), /name="team09" tests="1" failures="0" errors="1"/);
});

test('the three columns of a mark are kept apart', () => {
  const [head, , why] = pages.csv().split('\n');
  assert.equal(head, 'answer,item,of,automatic,suggested,confirmed,verdict,because,evidence');
  assert.equal(why, 'team01,why,100,,60,,partial,said so,');
});

test('the page quotes the sentence that a suggestion is made of', () => {
  assert.match(pages.html(), /<blockquote>It was DNS\. <small>line 3<\/small>/);
});

test('text of an answer is no formula, no markup, no command of a terminal or a CI system', () => {
  for (const text of Object.values(pages).map((page) => page(hostileAnswer))) {
    assert.doesNotMatch(text, /\p{Cc}(?<!\n)|\u202E|^\s*::/mu);
  }
  for (const page of [pages.html, pages.markdown, pages.junit]) assert.doesNotMatch(page(hostileAnswer), /<script>/);
  for (const page of [pages.csv, pages.sheet]) assert.doesNotMatch(page(hostileAnswer), /(^|,)"?=/m);
  assert.doesNotMatch(pages.markdown(hostileAnswer), /(?<!\\)\]\(/);
  assert.match(pages.junit(hostileAnswer), /&lt;script&gt;/);
});

test('what a judge is told beside the marks is in everything that people read', () => {
  for (const page of [pages.table, pages.html, pages.markdown, pages.sheet])
    assert.match(page({ notes: ['not counted'] }), /not counted/);
});

test('a broken rule is named with where and what it costs', () => {
  const broken = [{ rule: 'files', file: 'a', field: '$.b', said: 'c', voids: { method: 'fix-2' } }];
  const marks = { items: [], broken, total: 0, of: 50, complete: true };
  assert.match(pages.table({ marks }), /team01: rule files \(a \$\.b\): c; 0 points for fix-2/);
});

test('what holds for all answers is said on every page', () => {
  const book = { ...sampleBook(), notes: ['the problem was not verified: it has no stamp'] };
  for (const page of [gradebookTable, gradebookPage, gradebookMarkdown, gradebookJunit])
    assert.match(page(book), /the problem was not verified\\?: it has no stamp/, page.name);
});

test('the page and the table of Markdown say which Endstate judged', () => {
  for (const page of [pages.html, pages.markdown])
    assert.match(page().replaceAll('\\', ''), /[Jj]udged by Endstate 0\.1\.0\+0123456789ab/);
});
