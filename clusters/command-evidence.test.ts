import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../support/exec/exec';
import { outputs } from './command-evidence';

test('what a command prints is taken, whatever its exit status, and why one was not run', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'endstate-evidence-'));
  try {
    const commands = {
      'both.txt': ['sh', '-c', 'echo out; echo err >&2; exit 3'],
      'none.txt': ['no-such-command-here'],
    } as const;
    const taken = await outputs({ name: 'worker01', exec: run }, commands, dir, AbortSignal.timeout(20_000));
    assert.deepEqual(taken, [
      { title: 'worker01: sh -c echo out; echo err >&2; exit 3', path: 'worker01/both.txt' },
      { title: 'worker01: no-such-command-here', path: 'worker01/none.txt' },
    ]);
    const said = (file: string) => readFile(join(dir, 'worker01', file), 'utf8');
    assert.equal(await said('both.txt'), '# sh -c echo out; echo err >&2; exit 3\nout\nerr\n');
    assert.match(await said('none.txt'), /^# no-such-command-here\nnot taken: .*ENOENT/);
  } finally {
    await rm(dir, { recursive: true });
  }
});
