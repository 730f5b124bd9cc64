import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { loadVocabulary, runJob } from '../cucumber/cucumber-run';
import { matrix } from '../matrix/axes';
import { requireCell } from '../matrix/cells';
import { check } from './check';
import type { PlannedJob } from './plan';
import type { WorkerProcess } from './worker-process';

const wol = join(__dirname, '../../features/ictsc2023-wol');

/** A wrong answer of P1, of which a step is expected to fail. */
function wrong(step: string): PlannedJob {
  return {
    id: 'wrong',
    label: 'answers/wrong/unchanged',
    paths: [join(wol, 'wol.feature')],
    tags: '@end',
    names: [],
    order: 'defined',
    answer: join(wol, 'answers/wrong/unchanged'),
    expected: { step, outcome: 'restarting' },
    evidenceDir: '/nonexistent',
    keep: false,
    pause: false,
  };
}

let worker: WorkerProcess;

before(async () => {
  const vocabulary = await loadVocabulary(['support/cucumber/load.ts', 'steps/!(*.test).ts']);
  worker = {
    run: async (mode: 'check', job: PlannedJob, { message }: Parameters<WorkerProcess['run']>[2]) => {
      await runJob(vocabulary, job, mode, (envelope) => message({ type: 'envelope', job: job.id, envelope }));
      return { kind: 'done' };
    },
  } as unknown as WorkerProcess;
});

test('a wrong answer is judged by the scenarios that have the step which must fail, and by no others', async () => {
  const { jobs, problems } = await check([wrong('in every placement')], worker);
  assert.deepEqual(problems, []);
  assert.equal(jobs.length, 2, 'a job for each mode of kube-proxy');
  for (const { paths } of jobs) assert.match(paths.join(), /wol\.feature:\d+$/);
});

test('a wrong answer that is to be judged once is judged in the first of these scenarios', async () => {
  const { jobs } = await check([{ ...wrong('in every placement'), once: true }], worker);
  assert.equal(jobs.length, 1);
  assert.match(jobs[0]?.paths.join() ?? '', /wol\.feature:47$/);
});

test('a step that must fail and is in no scenario is said before anything is made', async () => {
  const { jobs, problems } = await check([wrong('in each placement')], worker);
  assert.deepEqual(jobs, []);
  assert.deepEqual(problems, [
    'answers/wrong/unchanged/expect.yaml: no scenario of this run has a step with "in each placement"',
  ]);
});

test('scenarios that share a lab, and scenarios in another order, stay together', async () => {
  const services = { ...wrong(''), paths: [join(wol, '../network/services.feature')], tags: '' };
  const { expected: _, ...job } = services;
  const [shared, ...others] = (await check([job], worker)).jobs;
  assert.match(shared?.paths.join() ?? '', /services\.feature(:\d+){2,}$/);
  assert.deepEqual(others, []);
  const random = await check([{ ...wrong('in every placement'), order: 'random' }], worker);
  assert.equal(random.jobs.length, 1);
});

test('scenarios that are for another cell are no problem and stay in the run, which reports them as skips', async () => {
  const cell = requireCell(matrix, 'netns-1.34-bridge-nftables');
  const { expected: _, ...job } = wrong('');
  const { jobs, problems } = await check([{ ...job, cell, tags: '@initial' }], worker);
  assert.deepEqual(problems, []);
  assert.equal(jobs.length, 2, 'one for iptables, one for nftables');
});

test('a wrong answer that is to be judged once is judged where the cell has it judged', async () => {
  const cell = requireCell(matrix, 'netns-1.34-bridge-nftables');
  const { jobs } = await check([{ ...wrong('in every placement'), once: true, cell }], worker);
  assert.match(jobs.map(({ paths }) => paths.join()).join(), /^[^,]*wol\.feature:52$/);
});
