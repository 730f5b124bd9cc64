import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Inconclusive } from '../support/errors';
import { connectedApi } from '../support/kube/fake-api';
import { apiServerReady, defaultServiceAccount, nodesReady, podRanges } from './ready';

const nodes = '/api/v1/nodes';
const soon = (withinMs = 5_000) => ({ withinMs, signal: AbortSignal.timeout(20_000) });
const node = (name: string, status: string, message?: string) => ({
  metadata: { name },
  spec: { podCIDR: '10.244.0.0/24' },
  status: { conditions: [{ type: 'Ready', status, message }] },
});

test('waits for every node by name, and at the deadline says what is missing of which', async (t) => {
  const { api, kube } = await connectedApi(t);
  api.put(nodes, node('control-plane', 'True'));
  api.put(nodes, node('worker01', 'False', 'no CNI configuration'));
  await nodesReady(kube, ['control-plane'], soon());
  await assert.rejects(nodesReady(kube, ['control-plane', 'worker01', 'worker02'], soon(150)), {
    name: 'Inconclusive',
    message:
      'not every node is Ready within 0.15s\n  last: worker01: no CNI configuration; worker02: no word of it yet\n  next: endstate doctor',
  });
  const later = nodesReady(kube, ['worker01'], soon());
  api.put(nodes, node('worker01', 'True'));
  await later;
});

test('ranges of pods come by node, and the service account when it is there', async (t) => {
  const { api, kube } = await connectedApi(t);
  api.put(nodes, node('worker01', 'False'));
  assert.deepEqual([...(await podRanges(kube, ['worker01'], soon()))], [['worker01', '10.244.0.0/24']]);
  await assert.rejects(podRanges(kube, ['worker02'], soon(150)), /worker02: no word of it yet/);
  api.when(/serviceaccounts\/default/, { status: 404, body: 'not found' });
  await assert.rejects(defaultServiceAccount(kube, soon(150)), /the default service account is missing within 0.15s/);
});

test('what is looked at meanwhile ends a wait that is in vain, in its own words', async (t) => {
  const { api, kube } = await connectedApi(t);
  api.when(/readyz/, { status: 500, body: 'etcd failed' });
  const dead = new Inconclusive({ what: 'etcd ends again and again' });
  const meanwhile = () => Promise.reject(dead);
  await assert.rejects(apiServerReady(kube, { ...soon(), meanwhile }), dead);
  await assert.rejects(
    apiServerReady(kube, soon(150)),
    /the API server is not ready within 0.15s\n {2}last: .*etcd failed/s,
  );
});

test('an abort is passed on as it is', async (t) => {
  const { kube } = await connectedApi(t);
  const reason = new Error('Ctrl-C');
  const waiting = nodesReady(kube, ['worker01'], { withinMs: 5_000, signal: AbortSignal.abort(reason) });
  await assert.rejects(waiting, reason);
});
