import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../kube';
import { podOf } from './pod-once-more';

test('a pod once more has the template and its labels, and none that would make it the job’s own', () => {
  const labels = {
    app: 'client',
    'controller-uid': 'u',
    'batch.kubernetes.io/controller-uid': 'u',
    'job-name': 'import',
  };
  const containers = [{ name: 'client', image: 'curlimages/curl:8.5.0' }];
  const template = { metadata: { labels }, spec: { restartPolicy: 'OnFailure', containers } };
  const job = { metadata: { name: 'import' }, spec: { template } } as unknown as Job;
  assert.deepEqual(podOf(job), {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'import-once-more', labels: { app: 'client' } },
    spec: { restartPolicy: 'Never', terminationGracePeriodSeconds: 0, containers },
  });
});
