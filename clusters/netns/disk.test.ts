import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../../support/exec/exec';
import { type RegularFile, service, withFlags } from './disk';

/** Runs a service's script with its log and its defaults file in a scratch folder. */
async function printed(defaults: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'endstate-disk-'));
  try {
    const files = service('x', ['printf', '%s ', '--a=1', '--list=b', '--c=it is'], { extraFlags: 'X_FLAGS' });
    const script = (files['/etc/service/x/run'] as RegularFile).content
      .replaceAll('/etc/default/x', join(folder, 'x'))
      .replace(/^exec >>.*$/m, '');
    await writeFile(join(folder, 'x'), defaults);
    return (await run(['bash', '-c', script])).stdout.trim().split('\n').at(-1) ?? '';
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a service runs its command, words with blanks and all', async () => {
  assert.equal(await printed(''), '--a=1 --list=b --c=it is');
});

test('a flag of the defaults file takes the place of its namesake', async () => {
  assert.equal(await printed('X_FLAGS="--list=d,e --new=1"'), '--a=1 --c=it is --list=d,e --new=1');
});

test('so does a flag of the table', () => {
  assert.deepEqual(withFlags(['x', '--a=1', '--ab=2'], ['--a=3']), ['x', '--ab=2', '--a=3']);
});
