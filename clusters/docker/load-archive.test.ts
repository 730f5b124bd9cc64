import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { run, runOrThrow } from '../../support/exec/exec';

const written = readFileSync(join(__dirname, 'scripts/load-archive'), 'utf8');
const limit = 1 << 20;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-archive-'));
  for (const name of ['bin', 'root', 'image']) mkdirSync(join(dir, name));
  writeFileSync(join(dir, 'bin/docker'), `#!/bin/sh\n[ "$*" = 'load --quiet' ] && exec tar -xOf - ./manifest.json\n`);
  chmodSync(join(dir, 'bin/docker'), 0o755);
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A layer with a file of so many zeros. */
async function layer(bytes = 10): Promise<Buffer> {
  writeFileSync(join(dir, 'root/file'), Buffer.alloc(bytes));
  await runOrThrow(['tar', '-cf', join(dir, 'layer'), '-C', join(dir, 'root'), '.']);
  return readFileSync(join(dir, 'layer'));
}

/** An archive of docker save with these layers. */
async function archive(layers: readonly Buffer[], ...options: readonly string[]): Promise<Buffer> {
  const names = layers.map((_, index) => `${index}.tar`);
  for (const [index, name] of names.entries()) writeFileSync(join(dir, 'image', name), layers[index] ?? '');
  writeFileSync(join(dir, 'image/manifest.json'), JSON.stringify([{ Config: 'config.json', Layers: names }]));
  await runOrThrow(['tar', '-cf', join(dir, 'archive'), ...options, '-C', join(dir, 'image'), '.']);
  return readFileSync(join(dir, 'archive'));
}

async function packed(program: string, input: Buffer): Promise<Buffer> {
  writeFileSync(join(dir, 'unpacked'), input);
  await runOrThrow(['bash', '-c', `${program} --stdout "$0" >"$1"`, join(dir, 'unpacked'), join(dir, 'packed')]);
  return readFileSync(join(dir, 'packed'));
}

/** With a Docker that prints the manifest which it is given, and a limit of 1 MiB. */
async function load(input: Buffer) {
  const env = { PATH: `${join(dir, 'bin')}:${process.env.PATH}` };
  return run(['bash', '-c', written.replace('4 << 30', '1 << 20'), 'load-archive', 'app'], { env, input });
}

async function refused(input: Buffer, words: RegExp): Promise<void> {
  const { exitCode, stdout, stderr } = await load(input);
  assert.deepEqual([exitCode, stdout], [1, '']);
  assert.match(stderr, words);
}

test('Docker is given the image by the name that is told, its layers packed by gzip or not at all', async () => {
  const layers = [await layer(), gzipSync(await layer()), Buffer.alloc(1024)];
  for (const input of [await archive(layers), gzipSync(await archive(layers))]) {
    const { exitCode, stdout, stderr } = await load(input);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(JSON.parse(stdout)[0].RepoTags, ['app:latest']);
  }
});

for (const program of ['xz', 'bzip2']) {
  test(`a layer that ${program} has packed is refused: Docker would unpack it, and nobody has counted it`, async () => {
    const input = await archive([await layer(), await packed(program, await layer(2 * limit))]);
    await refused(input, /the layer 1\.tar is neither a tar file nor one packed by gzip/);
  });

  test(`an archive that ${program} has packed is refused`, async () => {
    await refused(await packed(program, await archive([await layer()])), /the archive is neither a tar file nor/);
  });
}

test('a frame that zstd skips does not make a tar file of a layer', async () => {
  const frame = Buffer.alloc(512);
  frame.write('502a4d18f8010000', 'hex');
  frame.write('ustar', 257);
  await refused(await archive([frame]), /the layer 0\.tar is neither/);
});

test('layers that are large together are refused', async () => {
  const half = gzipSync(await layer(limit / 2));
  assert.equal((await load(await archive([half]))).exitCode, 0);
  await refused(await archive([half, half]), /the layers come to more than/);
});

test('an archive that is large when it is unpacked is refused, whatever is in it', async () => {
  writeFileSync(join(dir, 'image/junk'), Buffer.alloc(2 * limit));
  await refused(gzipSync(await archive([await layer()])), /the archive comes to more than/);
});

test('a sparse file of an archive counts as what Docker would read of it', async () => {
  writeFileSync(join(dir, 'image/junk'), '');
  truncateSync(join(dir, 'image/junk'), 2 * limit);
  await refused(await archive([await layer()], '--sparse'), /the archive comes to more than/);
});

test('what gzip has not packed to its end is refused', async () => {
  const cut = gzipSync(await layer()).subarray(0, -4);
  await refused(await archive([cut]), /the layer 0\.tar is not whole/);
  await refused(gzipSync(await archive([await layer()])).subarray(0, -4), /the archive is not whole/);
});
