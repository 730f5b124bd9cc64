import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { run } from '../../support/exec/exec';
import { orphanSafe } from './orphan-safe';

test('a command and what it started end with the process that ran it, killed or not', async () => {
  const mark = `${600 + process.pid / 1e6}`;
  const script = `sleep ${mark} & sleep ${mark} & wait`;
  const parent = spawn(process.execPath, [
    '-r',
    'ts-node/register',
    join(__dirname, 'testdata', 'parent.ts'),
    'sh',
    '-c',
    script,
  ]);
  await until(() => sleeping(mark) === 2);
  parent.kill('SIGKILL');
  await until(() => sleeping(mark) === 0);
});

test('an aborted command ends at once, and so does what it started', async () => {
  const mark = `${700 + process.pid / 1e6}`;
  const abort = new AbortController();
  const running = run(orphanSafe(['sh', '-c', `sleep ${mark} & wait`]), { signal: abort.signal, timeoutMs: 60_000 });
  const failed = assert.rejects(running);
  await until(() => sleeping(mark) === 1);
  abort.abort();
  await failed;
  await until(() => sleeping(mark) === 0);
});

function sleeping(mark: string): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => commandOf(pid) === `sleep\0${mark}\0`).length;
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Within 10 s; looks every 50 ms, since nothing tells when a process ends that is not a child. */
async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!condition()) {
    assert.ok(performance.now() < deadline, 'not within 10 s');
    await setTimeout(50);
  }
}
