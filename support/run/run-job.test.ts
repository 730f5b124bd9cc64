import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Live } from '../report/live';
import type { MessageFile } from '../report/message-file';
import type { PlannedJob } from './plan';
import { runJob } from './run-job';
import type { JobEnd, WorkerProcess } from './worker-process';

const job = { id: 'x', label: '', paths: [`${process.cwd()}/features/x.feature:12`] } as unknown as PlannedJob;
const live = { show: () => {}, finished: () => {} } as unknown as Live;

async function resultsOf(end: JobEnd) {
  const worker = { run: async () => end } as unknown as WorkerProcess;
  const results = await runJob(job, worker, { live, messages: {} as MessageFile });
  return results.map(({ outcome, uri, line, failure }) => ({ outcome, uri, line, what: failure?.explanation.what }));
}

test('a job that ran nothing is inconclusive, never as if it had not been', async () => {
  const what = 'no scenario of the job was run, although its check had found some';
  assert.deepEqual(await resultsOf({ kind: 'done' }), [
    { outcome: 'inconclusive', uri: 'features/x.feature', line: 12, what },
  ]);
});

test('a worker that died before the first message leaves a result with its words', async () => {
  const [result] = await resultsOf({ kind: 'died', words: 'was ended by SIGKILL' });
  assert.deepEqual([result?.outcome, result?.what], ['inconclusive', 'was ended by SIGKILL']);
});
