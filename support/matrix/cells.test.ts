import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cnis } from '../../clusters/cni/registry';
import { kubernetesReleases } from '../../clusters/components/manifest';
import { BadInput } from '../errors';
import { matrix } from './axes';
import type { Cell } from './cell';
import { matrixOf, requireCell } from './cells';

const axes = { provider: ['p'], kubernetes: ['1', '2'], cni: ['a', 'b'], 'kube-proxy': ['x', 'y'] };

test('every point is a cell, or left out with the first reason', () => {
  const { cells, excluded } = matrixOf(axes, [
    ({ cni, 'kube-proxy': mode }) => (cni === 'b' && mode === 'y' ? 'b has no y' : undefined),
    ({ kubernetes, cni }) => (kubernetes === '2' && cni === 'b' ? 'too new for b' : undefined),
  ]);
  assert.deepEqual(
    cells.map(({ id }) => id),
    ['p-1-a-x', 'p-1-a-y', 'p-1-b-x', 'p-2-a-x', 'p-2-a-y'],
  );
  assert.deepEqual(
    excluded.map(({ id, reason }) => `${id}: ${reason}`),
    ['p-1-b-y: b has no y', 'p-2-b-x: too new for b', 'p-2-b-y: b has no y'],
  );
});

test('a cell is found by its id; another id is refused with the reason or the nearest one', () => {
  const small = matrixOf(axes, [({ cni }) => (cni === 'b' ? 'b is broken' : undefined)]);
  assert.equal(requireCell(small, 'p-2-a-y').kubernetes, '2');
  assert.throws(() => requireCell(small, 'p-1-b-x'), refusal(/p-1-b-x is no cell of the matrix: b is broken/));
  assert.throws(() => requireCell(small, 'p-2-a-z'), refusal(/unknown cell "p-2-a-z"\n {2}next: write "p-2-a-/));
});

test("the project's cells have ids of their own, and are what the CNIs say that they support", () => {
  const all = [...matrix.cells, ...matrix.excluded].map(({ id }) => id);
  assert.equal(new Set(all).size, all.length);
  for (const cell of matrix.cells) assert.deepEqual(contradictions(cell), [], cell.id);
  assert.match(reasonOf('netns-1.34-cilium-ipvs'), /CNI cilium does not go with kube-proxy ipvs, but with iptables/);
  assert.match(reasonOf('netns-1.34-bridge-none'), /nobody answers for Services/);
  assert.deepEqual(contradictions({ ...matrix.cells[0], cni: 'cilium', 'kube-proxy': 'ipvs' } as Cell), ['kube-proxy']);
});

test('no value of an axis is left out of every cell', () => {
  for (const cni of Object.keys(cnis))
    assert.ok(
      matrix.cells.some((cell) => cell.cni === cni),
      `no cell has ${cni}`,
    );
  for (const minor of Object.keys(kubernetesReleases)) {
    assert.ok(
      matrix.cells.some(({ kubernetes }) => kubernetes === minor),
      `no cell has Kubernetes ${minor}`,
    );
  }
});

function contradictions(cell: Cell): readonly string[] {
  const modes: readonly string[] = cnis[cell.cni]?.kubeProxyModes ?? [];
  return [
    ...(cell.kubernetes in kubernetesReleases ? [] : ['kubernetes']),
    ...(modes.includes(cell['kube-proxy']) ? [] : ['kube-proxy']),
  ];
}

function reasonOf(id: string): string {
  return matrix.excluded.find((cell) => cell.id === id)?.reason ?? 'not left out';
}

function refusal(words: RegExp) {
  return (error: unknown) => error instanceof BadInput && words.test(error.message);
}
