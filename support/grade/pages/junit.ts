import { create } from 'xmlbuilder2';
import type { ItemMark } from '../../grading/marks';
import { forXml } from '../../report/escape';
import type { Gradebook, GradedAnswer } from '../gradebook';
import { brokenWords, cellWords } from './words';

/** A suite an answer, a test case an item: full marks pass, less is a failure, what is open an error; so is an answer that is not judged yet. */
export function gradebookJunit(book: Gradebook): string {
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', { name: forXml(book.title) });
  for (const graded of book.answers) {
    const { items } = graded.marks;
    const suite = root.ele('testsuite', {
      name: forXml(graded.answer),
      tests: String(items.length),
      failures: String(items.filter(isFailure).length),
      errors: String(items.filter(({ verdict }) => verdict === 'inconclusive').length),
      time: (graded.tookMs / 1000).toFixed(3),
    });
    if (book.notes.length > 0) {
      const properties = suite.ele('properties');
      for (const note of book.notes) properties.ele('property', { name: 'note', value: forXml(note) });
    }
    for (const item of items) {
      const testcase = suite.ele('testcase', { classname: forXml(graded.answer), name: forXml(item.id) });
      const message = forXml(`${cellWords(item)}: ${item.because}`);
      if (item.verdict === 'inconclusive') testcase.ele('error', { message, type: 'inconclusive' });
      if (isFailure(item)) testcase.ele('failure', { message, type: item.verdict }).txt(wordsOf(graded));
    }
  }
  for (const name of book.unjudged) {
    const suite = root.ele('testsuite', { name: forXml(name), tests: '1', failures: '0', errors: '1', time: '0.000' });
    const testcase = suite.ele('testcase', { classname: forXml(name), name: 'judged' });
    testcase.ele('error', { message: 'not judged yet', type: 'inconclusive' });
  }
  return `${root.end({ prettyPrint: true })}\n`;
}

const isFailure = ({ verdict }: ItemMark) => verdict === 'fail' || verdict === 'partial' || verdict === 'not-judged';

const wordsOf = (graded: GradedAnswer) => forXml(brokenWords(graded).join('\n'));
