import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { workThrough } from './pool';
import type { WorkerProcess } from './worker-process';

test('no more than the width run at once, workers are kept, and one that died is replaced', async () => {
  const workers: { alive: boolean }[] = [];
  const idle: WorkerProcess[] = [];
  const next = () => {
    const waiting = idle.pop();
    if (waiting?.alive) return waiting;
    workers.push({ alive: true });
    return workers.at(-1) as WorkerProcess;
  };
  const giveBack = (worker: WorkerProcess) => idle.push(worker);
  const done: number[] = [];
  let running = 0;
  let most = 0;
  await workThrough([1, 2, 3, 4, 5, 6], { width: 2, sharesOf: () => [1 / 6], next, giveBack }, async (item, worker) => {
    running += 1;
    most = Math.max(most, running);
    await turn();
    if (item === 3) (worker as { alive: boolean }).alive = false;
    done.push(item);
    running -= 1;
  });
  assert.deepEqual(done.toSorted(), [1, 2, 3, 4, 5, 6]);
  assert.equal(most, 2);
  assert.equal(workers.length, 3);
});

test('the largest that fits goes first, what shares too little room waits, and what fits nowhere runs alone', async () => {
  const started: number[] = [];
  let taken = 0;
  let most = 0;
  const next = () => ({ alive: true }) as WorkerProcess;
  const workers = { width: 4, sharesOf: (tenths: number) => [0.1, tenths / 10], next, giveBack: () => {} };
  await workThrough([6, 7, 3, 12, 1], workers, async (room) => {
    started.push(room);
    taken += room;
    if (room !== 12) most = Math.max(most, taken);
    else assert.equal(taken, 12);
    for (let turns = 0; turns < 3; turns++) await turn();
    taken -= room;
  });
  assert.deepEqual(started, [12, 7, 3, 6, 1]);
  assert.equal(most, 10);
});
