import assert from 'node:assert/strict';
import { test } from 'node:test';
import { impossible, type Judgement, met, notYet, type State, unknown } from './judgement';
import { all, atLeast, describeQuantifier, exactly, none, type Quantifier, quantify } from './quantifier';

const words: Record<string, Judgement> = {
  y: met('up'),
  n: notYet('down', 'CrashLoopBackOff'),
  x: impossible('failed', 'Failed'),
  '?': unknown('unseen'),
};

const table: readonly [Quantifier, items: string, State][] = [
  [all(), '', 'not-yet'],
  [all(), 'y', 'met'],
  [all(), 'yyn', 'not-yet'],
  [all(), 'yy?', 'unknown'],
  [all(), 'yn?', 'not-yet'],
  [all(), 'y?x', 'impossible'],
  [all(3), 'yyy', 'met'],
  [all(3), 'yy', 'not-yet'],
  [all(3), 'yyyy', 'not-yet'],
  [all(3), 'yy?', 'unknown'],
  [all(0), '', 'not-yet'],
  [exactly(2), 'yyn', 'met'],
  [exactly(2), 'yyy', 'not-yet'],
  [exactly(2), 'y?', 'unknown'],
  [exactly(1), 'yy?', 'not-yet'],
  [exactly(0), '', 'met'],
  [atLeast(1), '', 'not-yet'],
  [atLeast(1), 'ny', 'met'],
  [atLeast(1), 'n?', 'unknown'],
  [atLeast(1), 'y?', 'met'],
  [none, '', 'met'],
  [none, 'nn', 'met'],
  [none, 'ny', 'not-yet'],
  [none, 'n?', 'unknown'],
];

for (const [quantifier, items, state] of table) {
  test(`${describeQuantifier(quantifier, 'pod')} of "${items}" is ${state}`, () => {
    assert.equal(quantify(quantifier, [...items], (item) => words[item] as Judgement, 'pod').state, state);
  });
}

test('says how many, and those in the way in their own words', () => {
  const found = quantify(all(3), [...'yyn'], (item) => words[item] as Judgement, 'pod');
  assert.deepEqual(found, { state: 'not-yet', detail: '2 of 3 pods: down', outcome: 'CrashLoopBackOff' });
  const empty = quantify(all(), [], () => met(''), 'pod');
  assert.deepEqual(empty, { state: 'not-yet', detail: 'there is no pod', outcome: 'none-found' });
});

test('a sentence names the quantifier', () => {
  const sentences = [all(), all(3), exactly(1), atLeast(2), none].map((q) => describeQuantifier(q, 'pod'));
  assert.deepEqual(sentences, ['all pods', 'all 3 pods', 'exactly 1 pod', 'at least 2 pods', 'no pod']);
});
