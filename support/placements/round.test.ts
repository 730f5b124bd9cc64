import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeOrder, roundsOf, stretchesOf } from './round';

const servers = { name: 'servers', replicas: 1, reach: ['x', 'y'], claimed: false };
const clients = { name: 'clients', replicas: 1, reach: ['x'], claimed: true };

test('every order under every steering; whom the claim is about comes first', () => {
  const rounds = roundsOf([servers, clients]);
  assert.deepEqual(
    rounds.map((round) => round.map(({ workload, aim }) => `${workload.name} ${aim}`).join(', ')),
    ['clients x, servers x', 'servers x, clients x', 'clients x, servers y', 'servers y, clients x'],
  );
});

test('no number of workloads makes more than 200 rounds', () => {
  for (const count of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const workloads = Array.from({ length: count }, (_, at) => ({ ...servers, replicas: 3, name: `${at}` }));
    const { length } = roundsOf(workloads);
    assert.ok(length >= 1 && length <= 200, `${count} workloads: ${length} rounds`);
  }
});

test('an aim is walked in stretches to the same node', () => {
  assert.deepEqual(stretchesOf(['x', 'x', 'x']), [{ node: 'x', upTo: 3 }]);
  assert.deepEqual(
    stretchesOf(['x', 'y', 'x']).map(({ node, upTo }) => `${node}${upTo}`),
    ['x1', 'y2', 'x3'],
  );
  assert.deepEqual(stretchesOf([undefined, undefined, 'x']), [
    { node: undefined, upTo: 2 },
    { node: 'x', upTo: 3 },
  ]);
  assert.deepEqual(stretchesOf([undefined]), [{ node: undefined, upTo: 1 }]);
  assert.deepEqual(stretchesOf([]), []);
});

test('an order is told where there is one', () => {
  const move = (name: string) => ({ workload: { name }, aim: [] });
  assert.equal(describeOrder([move('a'), move('b'), move('c')]), 'a first, then b, then c');
  assert.equal(describeOrder([move('a')]), '');
});
