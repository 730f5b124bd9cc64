import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { BadInput } from '../../errors';
import { boundedRegex } from './bounded-regex';
import { textRubric, textRubricSchema } from './rubric';

const item = { id: 'a', what: 'that it is so', points: 10, any: [['so']] };
const rubric = (more: object) => ({ words: { so: ['so'] }, items: [item], ...more });
const refusal = (expected: RegExp) => (error: unknown) => error instanceof BadInput && expected.test(error.message);

test('a rubric is read', () => {
  const { items, gates, products } = textRubric('r.yaml', rubric({}));
  assert.deepEqual([items[0]?.any, items[0]?.code, gates, products], [[{ within: 1, all: ['so'] }], false, [], []]);
});

test('what is wrong with one is said', () => {
  const refused = (value: unknown, expected: RegExp) =>
    assert.throws(() => textRubric('r.yaml', value), refusal(expected));
  refused(rubric({ item: [] }), /unknown key "item"; did you mean "items"/);
  refused(
    rubric({ items: [{ ...item, any: [['sow']] }] }),
    /unknown list of words in r.yaml "sow"\n {2}next: write "so"/,
  );
  refused(rubric({ items: [{ ...item, any: [[{ 'one-of': ['so', { not: 'sew' }] }]] }] }), /"sew"/);
  refused(rubric({ products: ['it'] }), /"it"/);
  refused(rubric({ names: ['short'] }), /r.yaml\/names\/0/);
  refused(rubric({ items: [item, item] }), /the id "a" twice/);
  refused(rubric({ items: [{ ...item, any: [{ all: ['so'], points: 11 }] }] }), /worth 11 of 10 points/);
  refused(rubric({ items: [{ ...item, any: [[{ version: { of: 'so', before: '1.2' } }]] }] }), /r.yaml\/items\/0/);
  refused(rubric({ words: { so: [{ regex: '(a+)+' }] } }), /repeats without end/);
});

test('the schema stands within another one', () => {
  const ajv = new Ajv();
  const outer = { type: 'object', properties: { rubric: { type: 'object', properties: { text: textRubricSchema } } } };
  assert.equal(ajv.validate(outer, { rubric: { text: rubric({}) } }), true);
  assert.equal(ajv.validate(outer, { rubric: { text: rubric({ items: [{ ...item, any: [[7]] }] }) } }), false);
});

test('an expression that a text could make slow is refused', () => {
  const refused = (source: string, expected: RegExp) => assert.throws(() => boundedRegex(source), refusal(expected));
  refused('(a+)+$', /repeats without end \(\+\)/);
  refused('a*', /repeats without end/);
  refused('a{2,}', /repeats without end/);
  refused('(?:a|b){1,9}c', /1022 ways/);
  refused('(?:a?){10}', /1024 ways/);
  refused('a{0,40}b{0,40}', /1681 ways/);
  refused('a{1001}', /repeats up to 1001 times/);
  refused('(?=a)b', /looks around/);
  refused('(?<!a)b', /looks around/);
  refused('(?<name>a)', /names a group/);
  refused('(a)\\1', /refers back/);
  refused('(a', /is none/);
});

test('an expression that none can make slow is taken', () => {
  for (const source of [
    'ip_forward',
    'kube-?proxy (?:is|was) [^。]{0,30}',
    'a{3}',
    '\\b179\\b',
    '[*+?{]',
    '\\p{L}\\(',
    '(a|b)?c|d',
  ])
    assert.equal(boundedRegex(source).source, source);
});
