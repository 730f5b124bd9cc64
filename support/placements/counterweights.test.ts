import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kube } from '../kube';
import type { Call } from '../kube/client';
import { Counterweights } from './counterweights';

const node = (name: string) => ({ name, cpu: 1000, memory: 1000, tainted: false });

/** An API server that tells which of the judge's pods are there, by node and what they ask for. */
function cluster() {
  const there = new Map<string, string>();
  const json = async ({ method = 'GET', path, body }: Call) => {
    if (method === 'POST') {
      const { nodeName, containers } = (
        body as { spec: { nodeName: string; containers: [{ resources: { requests: object } }] } }
      ).spec;
      there.set(`ballast-${there.size}-${nodeName}`, `${nodeName} ${JSON.stringify(containers[0].resources.requests)}`);
      return { metadata: { name: [...there.keys()].at(-1) } };
    }
    if (method === 'DELETE') there.delete(path.split('/').at(-1) ?? '');
    return { metadata: {}, items: [], resources: [] };
  };
  return { kube: { json } as unknown as Kube, weights: () => [...there.values()].toSorted() };
}

test('every other node is made the fuller; nothing is left where nothing is to be leant to', async () => {
  const { kube, weights } = cluster();
  const counterweights = new Counterweights(kube, [node('x'), node('y'), node('z')], new AbortController().signal);
  const on = (name: string) => `${name} {"cpu":"900m","memory":"900"}`;
  await counterweights.moveTo('y');
  assert.deepEqual(weights(), [on('x'), on('z')]);
  await counterweights.moveTo('x');
  assert.deepEqual(weights(), [on('y'), on('z')]);
  await counterweights.moveTo(undefined);
  assert.deepEqual(weights(), []);
  await counterweights.moveTo('z');
  await counterweights.remove();
  assert.deepEqual(weights(), []);
});
