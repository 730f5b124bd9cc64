import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { processId } from '../netns/processes';
import { requireEndable, standing } from './lease';
import { type Runner, thisRunner } from './runner';

const renewed = '2026-11-21T12:00:00Z';
const after = (seconds: number) => Date.parse(renewed) + seconds * 1000;
const lease = (state: string, runner: Runner) => ({
  metadata: {
    annotations: { 'endstate.dev/state': state, 'endstate.dev/runner': JSON.stringify(runner) },
    managedFields: [{ time: renewed }],
  },
  spec: { holderIdentity: `${runner.host}, process ${runner.process.pid}` },
});
const elsewhere: Runner = { ...thisRunner(), host: 'other', boot: 'another boot' };

async function deadRunner(): Promise<Runner> {
  const child = spawn('sleep', ['60']);
  const process = processId(child.pid as number);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return { ...thisRunner(), process };
}

test('a runner of this computer lives as long as its process, however long ago it renewed', async () => {
  assert.equal(standing(lease('held', thisRunner()), after(600)).live, true);
  assert.equal(standing(lease('held', await deadRunner()), after(1)).live, false);
});

test('a runner that cannot be seen from here lives until a minute after its last renewal', () => {
  assert.equal(standing(lease('held', elsewhere), after(59)).live, true);
  assert.equal(standing(lease('held', elsewhere), after(61)).live, false);
});

test('a kept lease does not run out, and a free one is nobody’s', () => {
  assert.equal(standing(lease('kept', elsewhere), after(1e6)).live, true);
  assert.equal(standing(lease('free', thisRunner()), after(1)).live, false);
});

test('only what was kept, or whose runner is dead, is ended by somebody else', async () => {
  const other = standing(lease('held', elsewhere), after(1));
  assert.throws(() => requireEndable(other), { name: 'BadInput', message: /in use by other, process/ });
  requireEndable(standing(lease('held', thisRunner()), after(1)));
  requireEndable(standing(lease('kept', elsewhere), after(1)));
  requireEndable(standing(lease('held', elsewhere), after(61)));
  requireEndable(standing(lease('held', await deadRunner()), after(1)));
});
