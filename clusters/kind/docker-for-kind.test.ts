import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runOrThrow } from '../../support/exec/exec';

const dir = mkdtempSync(join(tmpdir(), 'endstate-docker-for-kind-'));
after(() => rmSync(dir, { recursive: true }));

copyFileSync(join(__dirname, 'scripts/docker-for-kind'), join(dir, 'docker'));
writeFileSync(join(dir, 'client'), '/bin/echo\n');
writeFileSync(join(dir, 'c-worker'), '--ip\n10.0.0.11\n--hostname\nworker01\n');
chmodSync(join(dir, 'docker'), 0o755);

const asked = async (...words: readonly string[]) => (await runOrThrow([join(dir, 'docker'), ...words])).stdout;

test('a node gets its own words, before the image, and our host name for kind’s', async () => {
  assert.equal(
    await asked(
      'run',
      '--name',
      'c-worker',
      '--hostname',
      'c-worker',
      '--net',
      'c',
      '--volume',
      '/var',
      'image',
      'init',
    ),
    'run --name c-worker --ip 10.0.0.11 --hostname worker01 --net c --volume /var image init',
  );
});

test('everything else is Docker’s own client', async () => {
  assert.equal(
    await asked('run', '--name', 'stranger', '--hostname', 'x', 'image'),
    'run --name stranger --hostname x image',
  );
  assert.equal(await asked('exec', '--privileged', 'c-worker', 'cat'), 'exec --privileged c-worker cat');
  assert.equal(await asked('ps', '-a'), 'ps -a');
});
