import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ofTheRun } from './give-back';
import type { Found } from './objects';

const object = (name: string, ...owners: readonly string[]): Found => ({
  apiVersion: 'v1',
  kind: 'Pod',
  plural: 'pods',
  path: `/api/v1/namespaces/default/pods/${name}`,
  metadata: {
    name,
    uid: name,
    ownerReferences: owners.map((uid) => ({ uid, apiVersion: 'v1', kind: 'X', name: uid })),
  },
});
const names = (objects: readonly Found[], before: readonly string[]) =>
  ofTheRun(objects, new Set(before)).map(({ metadata }) => metadata.name);

test('what is new, and what controllers made of it, is the run’s', () => {
  assert.deepEqual(names([object('old'), object('web'), object('set', 'web'), object('pod', 'set')], ['old']), [
    'web',
    'set',
    'pod',
  ]);
});

test('what goes back to something that was there before is not: a CronJob’s job and its pod, a node’s mirror pod', () => {
  assert.deepEqual(
    names([object('cron'), object('job', 'cron'), object('pod', 'job'), object('mirror', 'node')], ['cron', 'node']),
    [],
  );
});

test('an owner that is gone was the run’s', () => {
  assert.deepEqual(names([object('pod', 'gone')], []), ['pod']);
});
