import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../errors';
import { defaultRollOuts, planOf } from './roll-out-plan';

test('a tag and the environment say how many roll-outs and which', () => {
  assert.deepEqual(planOf(['@end', '@roll-outs:30'], '7'), { count: 30, seed: 7 });
  assert.deepEqual(planOf([], '0'), { count: defaultRollOuts, seed: 0 });
});

test('without a seed each run has its own', () => {
  const seeds = new Set(Array.from({ length: 5 }, () => planOf([], '').seed));
  assert.ok(seeds.size > 1);
});

const refused: readonly (readonly [readonly string[], string, RegExp])[] = [
  [['@roll-outs:0'], '', /@roll-outs:… has "0"\n {2}next: write a whole number from 1 to 200/],
  [['@roll-outs:many'], '', /has "many"/],
  [['@roll-outs:3', '@roll-outs:4'], '', /more than one/],
  [[], '-1', /ENDSTATE_SEED has "-1"/],
  [[], '1e3', /ENDSTATE_SEED has "1e3"/],
];

for (const [tags, seed, message] of refused) {
  test(`refused: ${[...tags, seed].join(' ')}`, () => {
    assert.throws(
      () => planOf(tags, seed),
      (error) => error instanceof BadInput && message.test(error.message),
    );
  });
}
