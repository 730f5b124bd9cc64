import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matrix } from './axes';
import type { Cell } from './cell';
import { matrixOf } from './cells';
import { pairsOf, pairwise } from './pairwise';

/** Numbers that look random and are the same in every run: a multiplicative generator modulo a prime. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function anyMatrix(seed: number): readonly Cell[] {
  const next = numbers(seed);
  const values = () => Array.from({ length: 1 + next(5) }, (_, index) => `v${index}`);
  const axes = { provider: values(), kubernetes: values(), cni: values(), 'kube-proxy': values() };
  const left = 1 + next(4);
  return matrixOf(axes, [() => (next(4) >= left ? 'by chance' : undefined)]).cells;
}

function missing(chosen: readonly Cell[], cells: readonly Cell[]): readonly string[] {
  const met = new Set(chosen.flatMap(pairsOf));
  return cells.flatMap(pairsOf).filter((pair) => !met.has(pair));
}

test('every two values that some cell has together meet, in any matrix, in cells of it alone', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const cells = anyMatrix(seed);
    const chosen = pairwise(cells);
    assert.deepEqual(missing(chosen, cells), [], `seed ${seed}`);
    assert.ok(chosen.every((cell) => cells.includes(cell)));
    assert.equal(new Set(chosen).size, chosen.length);
  }
});

test('it is a reduction: two values an axis need fewer than all sixteen cells, and the same ones each time', () => {
  const two = ['0', '1'];
  const { cells } = matrixOf({ provider: two, kubernetes: two, cni: two, 'kube-proxy': two }, []);
  const chosen = pairwise(cells);
  assert.ok(chosen.length <= 6, `${chosen.length} of ${cells.length}`);
  assert.deepEqual(pairwise(cells), chosen);
  assert.ok(pairwise(matrix.cells).length < matrix.cells.length);
});

test('the check sees a pair that does not meet', () => {
  const chosen = pairwise(matrix.cells);
  assert.notDeepEqual(missing(chosen.slice(1), matrix.cells), []);
});
