import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { BadInput } from '../../errors';
import { deal, type Plan } from '../plan/plan';
import { manifestFiles } from './manifests';
import { defaultParameters } from './parameters';

const parameters = { ...defaultParameters, image: 'example.test/endstate:1' };
const planOf = (count: number, folder = 'answers'): Plan => ({
  problem: 'problem',
  problemHash: 'a'.repeat(64),
  tags: '',
  pieces: deal(Array.from({ length: count }, (_, i) => ({ name: `t${i}`, path: `${folder}/t${i}`, hash: '' }))),
});
// biome-ignore lint/suspicious/noExplicitAny: manifests as they are read back
const objects = (text = ''): any[] => parseAllDocuments(text).map((document) => document.toJS());

test('the Job: an index a piece, statuses of a piece to what becomes of an index', () => {
  const files = manifestFiles(planOf(9), 'plan/plan.json', parameters);
  const [namespace, account, job] = objects(files['job.yaml']);
  assert.equal(namespace.metadata.labels['pod-security.kubernetes.io/enforce'], 'privileged');
  assert.equal(account.automountServiceAccountToken, false);
  const { spec, metadata } = job;
  assert.equal(metadata.labels['kueue.x-k8s.io/queue-name'], 'endstate');
  assert.deepEqual([spec.suspend, spec.completionMode, spec.completions, spec.parallelism], [true, 'Indexed', 9, 4]);
  assert.deepEqual([spec.backoffLimitPerIndex, spec.maxFailedIndexes], [3, 9]);
  assert.equal(spec.activeDeadlineSeconds, 3 * 4 * 3600);
  assert.deepEqual(
    spec.podFailurePolicy.rules.map((rule: { action: string; onExitCodes?: { values: number[] } }) => [
      rule.action,
      rule.onExitCodes?.values,
    ]),
    [
      ['FailIndex', [2]],
      ['Ignore', undefined],
      ['Count', [3]],
    ],
  );
  const [container] = spec.template.spec.containers;
  assert.deepEqual(
    [...container.command, ...container.args].join(' '),
    'endstate run --plan plan/plan.json --out /marks/$(JOB_COMPLETION_INDEX)',
  );
  assert.deepEqual(container.resources.requests, { cpu: '2', memory: '4Gi' });
});

test('the queues have room for the pods that run at once', () => {
  const [, { spec }, local] = objects(manifestFiles(planOf(9), 'plan/plan.json', parameters)['queues.yaml']);
  assert.deepEqual(spec.resourceGroups[0].flavors[0].resources, [
    { name: 'cpu', nominalQuota: '8' },
    { name: 'memory', nominalQuota: '16Gi' },
  ]);
  assert.equal(local.spec.clusterQueue, 'endstate');
});

test('the same plan has the same name, another one another', () => {
  const name = (count: number) =>
    objects(manifestFiles(planOf(count), 'p.json', parameters)['job.yaml'])[2].metadata.name;
  assert.equal(name(3), name(3));
  assert.notEqual(name(3), name(4));
});

test('no more pods at once than pieces', () => {
  const [, , job] = objects(manifestFiles(planOf(2), 'p.json', parameters)['job.yaml']);
  assert.equal(job.spec.parallelism, 2);
});

test('paths that pods would not find are refused', () => {
  for (const [plan, path] of [
    [planOf(1, '/home/judge'), 'plan/plan.json'],
    [planOf(1, '../answers'), 'plan/plan.json'],
    [planOf(1), '../plan.json'],
  ] as const)
    assert.throws(() => manifestFiles(plan, path, parameters), BadInput);
});
