import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Inconclusive, Mismatch } from '../errors';
import type { ComparedCase, Departure, Difference } from './compare';
import type { OracleRun } from './oracle';
import { oracleText, oracleTotals } from './text';
import { factsOf, requireAgreement } from './verdict';

const good: ComparedCase = {
  number: 1,
  title: 'allow all',
  cells: 162,
  differing: [],
  departing: [],
  blind: [],
  doubts: [],
  tries: 1,
  cyclonusMs: 9_000,
  oursMs: 8_000,
};
const difference = (more: Partial<Difference> = {}): Difference => ({
  cell: 'x/a → y/b:80',
  expected: 'blocked',
  measured: 'allowed',
  ours: 'open',
  ...more,
});
const run = (...compared: readonly Partial<ComparedCase>[]): OracleRun => ({
  compared: compared.map((one, index) => ({ ...good, number: index + 1, ...one })),
  left: [],
  cyclonusMs: 60_000,
  oursMs: 50_000,
});
const departure: Departure = { title: 'simple ipblock', seen: 'allowed', why: 'a reason' };
const outcomes = (one: OracleRun) => factsOf(one).map(({ outcome }) => outcome);

test('every case agrees', () => {
  const both = run({}, {});
  requireAgreement(both, []);
  assert.deepEqual(outcomes(both), ['passed', 'passed']);
  assert.equal(oracleTotals(both), '324 of 324 cells agree, 0 depart as stated, 0 differ; Cyclonus 60s, ours 50s');
});

const thrown = (one: OracleRun, departures: readonly Departure[] = []): unknown => {
  try {
    requireAgreement(one, departures);
  } catch (error) {
    return error;
  }
  return undefined;
};

test('a case that differs is a fail that names its cells with the three words', () => {
  const error = thrown(run({}, { title: 'deny all', differing: [difference()] }));
  assert.ok(error instanceof Mismatch);
  assert.equal(error.outcome, 'not-as-specified');
  assert.match(error.message, /^1 of 2 NetworkPolicy cases did not come out as specified\n/);
  assert.match(
    error.message,
    /failed: #2 deny all: 1 of 162 cells differ: x\/a → y\/b:80 expected blocked, Cyclonus allowed, ours open\n/,
  );
});

test('where our probes see other than Cyclonus’s, the word says so', () => {
  const apart = difference({ measured: 'blocked' });
  for (const ours of ['open', 'refused']) {
    const error = thrown(run({ differing: [difference(), { ...apart, ours }] }));
    assert.equal(error instanceof Mismatch && error.outcome, 'probes-differ');
  }
});

test('of many cells a message has the first, the text has all', () => {
  const differing = Array.from({ length: 7 }, (_, port) => difference({ cell: `x/a → y/b:${port}` }));
  const [facts] = factsOf(run({ differing }));
  assert.match(facts?.reason ?? '', /^7 of 162 cells differ: .*y\/b:4 [^;]*; and 2 more$/);
  assert.equal(oracleText(run({ differing })).match(/^ {2}differs: /gm)?.length, 7);
});

const undecided: readonly (readonly [string, Partial<ComparedCase>, RegExp])[] = [
  ['a cell that was not tried', { blind: ['x/a → y/b:80'] }, /1 cells were not tried: x\/a → y\/b:80/],
  ['a doubt', { doubts: ['it did not begin with every connection cut'] }, /unfinished: #2 allow all: it did not begin/],
];

for (const [what, one, words] of undecided) {
  test(`${what} decides nothing, unless a cell differs`, () => {
    const error = thrown(run({}, one));
    assert.ok(error instanceof Inconclusive && words.test(error.message), String(error));
    assert.ok(thrown(run({ ...one, differing: [difference()] })) instanceof Mismatch);
  });
}

test('cases that there was no time for decide nothing', () => {
  const left = [{ number: 2, title: 'late' }] as unknown as OracleRun['left'];
  const short = { ...run({}), left };
  assert.deepEqual(outcomes(short), ['passed', 'unfinished']);
  assert.ok(thrown(short) instanceof Inconclusive);
});

test('a departure has to show itself', () => {
  const showing = run({ title: 'simple ipblock', departing: [difference()] }, { title: 'simple ipblock' });
  requireAgreement(showing, [departure]);
  const error = thrown(run({ title: 'simple ipblock' }), [departure]);
  assert.equal(error instanceof Mismatch && error.outcome, 'as-specified');
});

test('the table counts every cell once, and sums up', () => {
  const text = oracleText(
    run({}, { title: 'simple ipblock', departing: [difference()], blind: ['a → b:80'], differing: [difference()] }),
  );
  assert.match(text, /^case +cells +agree +differ +depart +not tried +tries +Cyclonus +ours$/m);
  assert.match(text, /^#2 simple ipblock +162 +159 +1 +1 +1 +1 +9s +8s$/m);
  assert.match(text, /^all 2 +324 +321 +1 +1 +1 +2 +60s +50s$/m);
});
