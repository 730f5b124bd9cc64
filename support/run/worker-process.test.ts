import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import type { FromWorker, Job } from '../cucumber/protocol';
import { betweenMs } from './outer-deadline';
import { WorkerProcess } from './worker-process';

function start() {
  const child = fork(join(__dirname, 'testdata/worker.js'), { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  return { child, worker: new WorkerProcess(child) };
}

async function endOf(worker: WorkerProcess, id: string, messages: FromWorker[] = []) {
  return worker.run('run', { id } as Job, { message: (message) => messages.push(message) });
}

test('a worker does one job after another, and ends when it is let go', async () => {
  const { child, worker } = start();
  const messages: FromWorker[] = [];
  assert.deepEqual(await endOf(worker, 'done'), { kind: 'done' });
  assert.deepEqual(await endOf(worker, 'progress', messages), { kind: 'done' });
  assert.deepEqual(messages, [{ type: 'progress', job: 'progress', text: 'one' }]);
  worker.release();
  await once(child, 'exit');
  assert.equal(worker.alive, false);
});

test('Cucumber that cannot run is an end with its words', async () => {
  const { worker } = start();
  assert.deepEqual(await endOf(worker, 'broken'), { kind: 'broken', words: 'Cucumber cannot run' });
  worker.release();
});

test('a worker that exits is an end with its status and its last words', async () => {
  const { worker } = start();
  const end = await endOf(worker, 'exit');
  assert.equal(end.kind, 'died');
  assert.match('words' in end ? end.words : '', /exited with 7; its last lines:\nlast words/);
});

test('a worker that is killed is an end with the signal', async () => {
  const { worker } = start();
  const end = await endOf(worker, 'killed');
  assert.match('words' in end ? end.words : '', /was ended by SIGKILL \(the kernel does that when memory runs out\)/);
});

test('a worker that died before its job is an end too', async () => {
  const { child, worker } = start();
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal((await endOf(worker, 'done')).kind, 'died');
});

test('a worker that hangs is ended from outside, and its end names the deadline', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { worker } = start();
  const end = await worker.run('run', { id: 'stopped' } as Job, { message: () => t.mock.timers.tick(betweenMs) });
  assert.deepEqual(end, {
    kind: 'died',
    words:
      'the process that runs Cucumber was ended by its runner: it had not come to the end of what comes between scenarios (600s)',
  });
});
