import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kube } from '../kube';
import { freeRoom, quantity } from './nodes';

test('amounts as the API writes them', () => {
  assert.equal(quantity('2'), 2);
  assert.equal(quantity('1930m'), 1.93);
  assert.equal(quantity('24684092Ki'), 24684092 * 1024);
  assert.equal(quantity('16Gi'), 16 * 2 ** 30);
  assert.ok(Number.isNaN(quantity('much')));
  assert.ok(Number.isNaN(quantity('2 cores')));
});

test('pods that are there take of a node’s room what they ask for; those that are over nothing', async () => {
  const pod = (nodeName: string, requests: object, phase = 'Running') => ({
    spec: { nodeName, containers: [{ resources: { requests } }, {}] },
    status: { phase },
  });
  const items = [pod('x', { cpu: '500m', memory: '1Gi' }), pod('x', { cpu: '1' }, 'Succeeded'), pod('y', { cpu: '3' })];
  const kube = { json: async () => ({ metadata: {}, items }) } as unknown as Kube;
  const node = (name: string) => ({ name, cpu: 2000, memory: 2 ** 32, tainted: false });
  const free = await freeRoom(kube, [node('x'), node('y')], new AbortController().signal);
  assert.deepEqual(free, [
    { ...node('x'), cpu: 1500, memory: 3 * 2 ** 30 },
    { ...node('y'), cpu: 0 },
  ]);
});
