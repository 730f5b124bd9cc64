import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describePlacement, type PlacedPod } from './placement';

const workload = (name: string) => ({
  uid: name,
  name,
  replicas: 3,
  ref: { apiVersion: 'apps/v1', kind: 'Deployment', name },
});
const pod = (owner: string, node?: string): PlacedPod => ({ uid: `${owner}-${node}`, workload: owner, node });

test('a placement in words', () => {
  const pods = [pod('web', 'y'), pod('db', 'x'), pod('web', 'x'), pod('web', 'y'), pod('db'), pod('other', 'x')];
  const words = describePlacement([workload('web'), workload('db'), workload('cache')], pods);
  assert.equal(words, 'cache: no pods; db: 1 on x, 1 pending; web: 1 on x, 2 on y');
});
