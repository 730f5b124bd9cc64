import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnswerFiles } from './answer-files';
import { changedKinds, overlapping } from './methods';
import { filesFrom, problemFolder, withFiles } from './testdata/folders';

const { original, answers } = problemFolder('ictsc2023-wol');
const kindsOf = (files: AnswerFiles) => changedKinds({ name: 'fix-1', files }, original);
const textOf = (path: string) => (original.get(path) as Buffer).toString('utf8');

/** Which kinds the right answers of WOL change: two of them go together if they share none. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'all-on-one-node': ['Deployment.apps'],
  'hard-spread': ['Deployment.apps'],
  'node-name': ['Deployment.apps'],
  'pod-affinity': ['Deployment.apps'],
  'policy-cluster': ['Service'],
  'policy-removed': ['Service'],
  'server-daemonset': ['DaemonSet.apps', 'Deployment.apps'],
  'soft-spread': ['Deployment.apps'],
};

for (const { name, files } of answers('right')) {
  test(`${name} changes ${expected[name]}`, () => assert.deepEqual(kindsOf(files), expected[name]));
}

test('what means the same changes nothing, whichever file it is in', () => {
  const service = 'manifests/server-service.yaml';
  assert.deepEqual(kindsOf(original), []);
  assert.deepEqual(kindsOf(filesFrom({ 'report.md': 'x' })), []);
  assert.deepEqual(
    kindsOf(withFiles(original, { [service]: undefined, 'manifests/a.yaml': `${textOf(service)}status: {}\n` })),
    [],
  );
});

test('what is left out, added or of another part is changed', () => {
  assert.deepEqual(kindsOf(withFiles(original, { 'manifests/server-service.yaml': undefined })), ['Service']);
  const more = 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: a }\n';
  assert.deepEqual(kindsOf(withFiles(original, { 'manifests/a.yaml': more })), ['PodDisruptionBudget.policy']);
  assert.deepEqual(kindsOf(filesFrom({ 'disk/lb/etc/a': 'x', 'runtime/lb.yaml': 'x' })), ['disk', 'runtime']);
});

const judged = (name: string, verdict: 'pass' | 'partial' | 'fail', ...kinds: string[]) => ({ name, verdict, kinds });

test('of methods that overlap the first that passes counts, and says so', () => {
  const [rule, ...more] = overlapping([
    judged('fix-1', 'fail', 'A'),
    judged('fix-2', 'pass', 'A', 'B'),
    judged('fix-3', 'pass', 'B', 'C'),
  ]);
  assert.deepEqual(more, []);
  assert.deepEqual([rule?.voids, rule?.said], [{ method: 'fix-3' }, 'fix-3 changes B, as fix-2 does, which counts']);
});

test('what overlaps only with one that does not count, counts', () => {
  const rules = overlapping([
    judged('fix-1', 'pass', 'A'),
    judged('fix-2', 'pass', 'A', 'B'),
    judged('fix-3', 'pass', 'B'),
  ]);
  assert.deepEqual(
    rules.map(({ voids }) => voids),
    [{ method: 'fix-2' }],
  );
});
