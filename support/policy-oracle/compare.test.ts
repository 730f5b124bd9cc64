import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TcpOutcome } from '../probe';
import { awaited, compare, type Departure } from './compare';
import type { PolicyCase } from './output';
import { cellName, type TruthTable, type Word } from './truth-table';

const pods = ['x/a', 'y/b'];

/** Two pods, one port; everything is allowed but what is told. */
function table(others: Readonly<Record<string, Word>> = {}): TruthTable {
  const names = pods.flatMap((from) => pods.map((to) => cellName(from, to, 80)));
  return { pods, ports: [80], cells: new Map(names.map((name) => [name, others[name] ?? 'allowed'])) };
}

const cell = 'x/a → y/b:80';
const policyCase = (expected: Word, measured: Word): PolicyCase => ({
  number: 1,
  title: 'simple ipblock',
  policies: [],
  expected: table({ [cell]: expected }),
  measured: table({ [cell]: measured }),
  tries: 1,
});

type Kind = TcpOutcome['kind'];

/** Our look: everything open but that cell. */
function ours(...kinds: readonly Kind[]) {
  const open = [{ kind: 'connected' as Kind, words: 'connected' }];
  return {
    seen: [
      [open, kinds.map((kind) => ({ kind, words: `nc: ${kind}` }))],
      [open, open],
    ],
    doubts: [],
    durationMs: 2,
  };
}

const judge = (expected: Word, measured: Word, kinds: readonly Kind[], departures: readonly Departure[] = []) =>
  compare(policyCase(expected, measured), ours(...kinds), { cyclonusMs: 1, departures });

const agreeing: readonly (readonly [Word, readonly Kind[]])[] = [
  ['allowed', ['connected']],
  ['blocked', ['timed-out', 'timed-out', 'timed-out']],
];

for (const [word, kinds] of agreeing) {
  test(`all three say ${word}`, () => {
    const found = judge(word, word, kinds);
    assert.deepEqual([found.cells, found.differing, found.departing, found.blind], [4, [], [], []]);
  });
}

const differing: readonly (readonly [Word, Word, readonly Kind[], string])[] = [
  ['blocked', 'blocked', ['timed-out', 'connected'], 'open'],
  ['blocked', 'blocked', ['refused'], 'refused'],
  ['allowed', 'allowed', ['timed-out'], 'timed out'],
  ['blocked', 'allowed', ['timed-out'], 'timed out'],
  ['blocked', 'allowed', ['connected'], 'open'],
  ['allowed', 'blocked', ['connected'], 'open'],
  ['allowed', 'blocked', ['unknown'], 'not tried (nc: unknown)'],
];

for (const [expected, measured, kinds, words] of differing) {
  test(`expected ${expected}, Cyclonus ${measured}, ours ${kinds}: the cell differs`, () => {
    assert.deepEqual(judge(expected, measured, kinds).differing, [{ cell, expected, measured, ours: words }]);
  });
}

test('a cell that could not be tried is neither right nor wrong', () => {
  const found = judge('blocked', 'blocked', ['probe-missing']);
  assert.deepEqual([found.differing, found.blind], [[], [cell]]);
  assert.deepEqual(judge('blocked', 'blocked', []).blind, [cell]);
});

test('a pod reaches itself whatever Cyclonus’s model says of it', () => {
  const one = policyCase('allowed', 'allowed');
  const expected = table({ 'x/a → x/a:80': 'blocked' });
  const { differing } = compare({ ...one, expected }, ours('connected'), { cyclonusMs: 1, departures: [] });
  assert.deepEqual(differing, []);
});

const departure: Departure = { title: 'simple ipblock', seen: 'blocked', why: 'labels alone' };

test('a departure explains what both probes see in its cases, that way round', () => {
  const found = judge('allowed', 'blocked', ['timed-out'], [departure]);
  assert.deepEqual([found.differing.length, found.departing.length], [0, 1]);
});

const unexplained: readonly (readonly [string, Word, Word, Kind, Departure])[] = [
  ['of another case', 'allowed', 'blocked', 'timed-out', { ...departure, title: 'deny all' }],
  ['the other way round', 'blocked', 'allowed', 'connected', departure],
  ['that our probes do not see', 'allowed', 'blocked', 'connected', departure],
  ['that Cyclonus’s probes do not see', 'allowed', 'allowed', 'timed-out', departure],
];

for (const [what, expected, measured, kind, known] of unexplained) {
  test(`a departure ${what} explains nothing`, () => {
    assert.equal(judge(expected, measured, [kind], [known]).differing.length, 1);
  });
}

test('a departure that Cyclonus saw is what our probes wait for; any other cell is awaited as specified', () => {
  const seen = (one: PolicyCase, known: readonly Departure[]) => awaited(one, known)(cell);
  assert.equal(seen(policyCase('allowed', 'blocked'), [departure]), 'blocked');
  assert.equal(seen(policyCase('allowed', 'allowed'), [departure]), 'allowed');
  assert.equal(seen(policyCase('blocked', 'allowed'), [departure]), 'blocked');
  assert.equal(seen(policyCase('allowed', 'blocked'), []), 'allowed');
  assert.equal(awaited(policyCase('allowed', 'blocked'), [departure])('x/a → x/a:80'), 'allowed');
});
