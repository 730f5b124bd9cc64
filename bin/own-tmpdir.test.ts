import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'endstate-own-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

/** A process that runs a shell's command with a temporary folder of its own, below `scratch`. */
function started(script: string): ChildProcess {
  const code = `require(${JSON.stringify(join(__dirname, 'own-tmpdir.js'))})
    .withOwnTmpdir('sh', ['-c', process.argv[1]])
    .then((status) => process.exit(status));`;
  const env = { ...process.env, TMPDIR: scratch };
  return spawn(process.execPath, ['-e', code, script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

test('what a command leaves in its temporary folder is gone when it has failed', async () => {
  const child = started('mkdir "$TMPDIR/left" && echo "$TMPDIR" && exit 7');
  let folder = '';
  child.stdout?.on('data', (data) => (folder += data));
  assert.deepEqual(await once(child, 'close'), [7, null]);
  assert.match(folder.trim().slice(scratch.length), /^\/e-\w{6}$/);
  assert.deepEqual(readdirSync(scratch), []);
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`and when it was interrupted (${signal})`, async () => {
    const child = started('touch "$TMPDIR/left"; echo there; exec sleep 60');
    await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
    assert.equal(readdirSync(scratch).length, 1);
    child.kill(signal);
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.deepEqual(readdirSync(scratch), []);
  });
}
