import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProblem } from '../grading/problem';
import type { ScenarioResult } from '../report/result';
import { sampleResult } from '../report/sample';
import type { OwnAnswer } from './answers';
import { checkMarks } from './marks';
import { verifiedTable } from './table';
import { checkVerdicts, unchangedLabel } from './with-labs';

type Changes = Partial<ScenarioResult>;

const answer = (kind: 'right' | 'wrong', name: string, ...methods: readonly string[]): OwnAnswer => ({
  kind,
  label: `answers/${kind}/${name}`,
  methods: (methods.length > 0 ? methods : ['']).map((method, index) => ({ name: method, kinds: [`Kind${index}`] })),
  broken: [],
});
const end = (label: string, line: number, changes: Changes = {}) =>
  sampleResult({ label, line, name: `scenario ${line}`, tags: ['@end', `@s${line}`], ...changes });

const answers = [answer('right', 'a'), answer('wrong', 'b')];
const right = 'answers/right/a';
const wrong = 'answers/wrong/b';
/** Two scenarios of an end state: the wrong answer is red in one, the broken state in the other. */
const sound = [
  end('', 1, { tags: ['@initial'] }),
  end(right, 2),
  end(right, 3),
  end(wrong, 2),
  end(unchangedLabel, 2, { outcome: 'skip' }),
  end(unchangedLabel, 3),
];
const without = (label: string, line: number) => sound.filter((one) => one.label !== label || one.line !== line);
const withOutcome = (label: string, line: number, outcome: ScenarioResult['outcome']) => [
  ...without(label, line),
  end(label, line, { outcome }),
];

const wrongWith = (results: readonly ScenarioResult[], of = answers) =>
  checkVerdicts({ answers: of, results })
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ outcome, claim, explanation }) => `${outcome} ${claim}: ${explanation?.what}`);

test('what a sound problem comes to', () => assert.deepEqual(wrongWith(sound), []));

test('a scenario that nothing turns red is named', () => {
  assert.deepEqual(wrongWith(without(wrong, 2)), [
    'fail something turns it red: features/web.feature:2  scenario 2: neither a wrong answer nor the broken state fails in it',
    'inconclusive everything was judged: answers/wrong/b: no scenario ran',
  ]);
  assert.match(wrongWith(withOutcome(wrong, 2, 'fail')).join(), /fail something turns it red: .*:2/);
});

test('what might have turned it red and was inconclusive leaves that open', () => {
  assert.match(wrongWith(withOutcome(wrong, 2, 'inconclusive')).join(), /^inconclusive something turns it red: .*:2/);
});

test('an end state that is there from the beginning is none', () => {
  const [said, ...more] = wrongWith([...withOutcome(unchangedLabel, 3, 'skip'), end(wrong, 3)]);
  assert.match(said ?? '', /^fail the end state is not there from the beginning: every scenario .* passes/);
  assert.deepEqual(more, []);
});

test('an inconclusive is not red', () => {
  const words = wrongWith([...withOutcome(unchangedLabel, 3, 'inconclusive'), end(wrong, 3)]);
  assert.match(words.join(), /^inconclusive the end state is not there from the beginning/);
});

test('what was skipped was not judged', () => {
  const failure = { kind: 'unsupported', step: '', explanation: { what: 'no IP_VS' } } as const;
  const skipped = [...without(right, 3), end(right, 3, { outcome: 'skip', failure })];
  assert.match(wrongWith(skipped).join(), /inconclusive everything was judged: .*:3 answers\/right\/a: no IP_VS/);
});

test('a problem without a scenario of the end state has none', () => {
  assert.match(wrongWith([end('', 1)], []).join(), /fail there is an end state/);
});

const rubric = (items: string, more = '') =>
  ({
    ...parseProblem(`title: x\n${more}rubric: { total: 100, items: [${items}] }\n`, 'problem.yaml'),
    dir: '/',
  }) as const;
const marksOf = (problem: ReturnType<typeof rubric>, results = sound, of = answers, tags = '') =>
  checkMarks(problem, { answers: of, results }, tags)
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ claim, explanation }) => `${claim}: ${explanation?.what}`);
const item = (endState: string, more = '') => `{ id: i, what: w, points: 100, end-state: ${endState}${more} }`;

test('right answers get full marks, wrong ones do not', () => {
  assert.deepEqual(marksOf(rubric(item('{}'))), []);
  assert.deepEqual(marksOf(rubric(item('{ tags: [s2] }'))), []);
  assert.equal(
    checkMarks({ ...rubric(item('{}')), rubric: undefined as never }, { answers, results: sound }, '').length,
    0,
  );
});

test('a wrong answer that is red where no item looks costs nothing: a defect', () => {
  assert.deepEqual(marksOf(rubric(item('{ tags: [s3] }'))), [
    'a wrong answer does not: answers/wrong/b: i: passed: scenario 3',
  ]);
});

test('an item that is about no scenario gives a right answer nothing, unless it is of another part', () => {
  const problem = rubric(item('{ tags: [nobody] }'));
  assert.match(marksOf(problem).join(), /gets full marks .*: answers\/right\/a: i: no scenario was judged/);
  assert.deepEqual(marksOf(problem, sound, answers, '@s2'), []);
});

test('luck is no full mark, and a scale is no question of right or wrong', () => {
  const luck = ', luck: { factor: 0.5, passes: [s3], fails: [s2] }';
  assert.deepEqual(marksOf(rubric(item('{}', luck))), []);
  assert.deepEqual(marksOf(rubric(item('{}', scale)), measured), []);
});

const scale = ', scale: { measure: size, steps: [{ at-most: 1, points: 100 }] }';
const measured = [...without(right, 3), end(right, 3, { measures: [{ measure: 'size', value: 9, unit: 'MB' }] })];

test('a scale of what no scenario of its item has measured is a defect, unless it is of another part', () => {
  const words = /gets full marks .*: answers\/right\/a: i: (size|siez) was not measured/;
  assert.match(marksOf(rubric(item('{}', scale))).join(), words);
  assert.match(marksOf(rubric(item('{}', scale.replace('size', 'siez'))), measured).join(), words);
  assert.match(marksOf(rubric(item('{ tags: [s2] }', scale)), measured).join(), words);
  assert.deepEqual(marksOf(rubric(item('{}', scale)), sound, answers, '@s2'), []);
});

test('two methods of a right answer that are one are named', () => {
  const two = { ...answer('right', 'a', 'fix-1', 'fix-2') };
  const same = { ...two, methods: two.methods.map(({ name }) => ({ name, kinds: ['Service'] })) };
  const results = ['fix-1', 'fix-2'].map((method) => end(`${right}/${method}`, 2));
  const items =
    '{ id: i, what: w, points: 50, end-state: {} }, { id: j, what: w, points: 50, end-state: { method: 2 } }';
  const problem = rubric(items, 'methods: { count: 2, apart-by: kind }\n');
  assert.deepEqual(marksOf(problem, results, [two]), []);
  assert.match(marksOf(problem, results, [same]).join(), /answers\/right\/a: j: rule methods-apart is broken/);
});

test('a row for the broken state and for each answer, with the verdict and the time', () => {
  assert.deepEqual(
    verifiedTable(sound)
      .split('\n')
      .map((line) => line.replaceAll(/ {2,}/g, ' | ')),
    [
      'tried | verdict | of | time',
      'the broken state | green | 1/1 | 12.3s',
      'answers/right/a | green | 2/2 | 24.7s',
      'answers/wrong/b | red | 1/1 | 12.3s',
      'nothing changed | red | 1/2 | 24.7s',
    ],
  );
  const verdict = (results: readonly ScenarioResult[]) => verifiedTable(results).split('\n')[1]?.split(/ {2,}/)[1];
  assert.equal(verdict([end(wrong, 2, { outcome: 'fail' })]), 'not red as it says');
  assert.equal(verdict([end(right, 2, { outcome: 'fail' })]), 'fails');
  assert.equal(verdict([end(right, 2, { outcome: 'inconclusive' })]), 'inconclusive');
  assert.equal(verdict([end(right, 2, { outcome: 'skip' })]), 'not judged');
  assert.equal(verdict([end(unchangedLabel, 2, { outcome: 'skip' })]), 'green');
});
