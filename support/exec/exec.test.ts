import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from './exec';

test('lines are told as they come, and the output is still whole', async () => {
  const lines: string[] = [];
  const { stdout } = await run(['printf', 'one\\ntwo\\nrest'], { onLine: (line) => lines.push(line) });
  assert.deepEqual(lines, ['one', 'two', 'rest']);
  assert.equal(stdout, 'one\ntwo\nrest');
});

test('a command whose lines somebody hears is a result too when it fails', async () => {
  const lines: string[] = [];
  const { exitCode, stderr } = await run(['sh', '-c', 'echo seen; echo why >&2; exit 3'], {
    onLine: (line) => lines.push(line),
  });
  assert.deepEqual([exitCode, stderr, lines], [3, 'why', ['seen']]);
});
