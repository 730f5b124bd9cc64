import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { writeImageArchive } from './archive';
import { imageOfProgram } from './program';

const dir = mkdtempSync(join(tmpdir(), 'endstate-program-'));
after(() => rmSync(dir, { recursive: true }));
const base = join(dir, 'image.tar');

test('an image that runs a script has the layers of its base and one more, and starts the script', async () => {
  await writeImageArchive(base, 'docker.io/library/busybox:1.36', [{ path: 'etc/passwd', content: 'root' }], {
    Cmd: ['sh'],
    Env: ['PATH=/bin'],
  });
  const { blobs, manifest, mediaType } = await imageOfProgram(base, 'exit 3\n');
  const read = (digest: string) => blobs.find((blob) => blob.digest === digest)?.content ?? Buffer.from('');
  const { config, layers } = JSON.parse(manifest.content.toString());
  const { rootfs, config: run } = JSON.parse(read(config.digest).toString());
  assert.equal(mediaType, 'application/vnd.oci.image.manifest.v1+json');
  assert.deepEqual(run, { Cmd: [], Env: ['PATH=/bin'], Entrypoint: ['/bin/sh', '/program'] });
  assert.deepEqual(
    rootfs.diff_ids,
    layers.map((layer: { digest: string }) => layer.digest),
  );
  assert.equal(layers.length, 2);
  assert.match(read(layers[1].digest).toString(), /^program\0[\s\S]*exit 3\n/);
  for (const { digest, size } of [config, ...layers]) assert.equal(read(digest).length, size);
});

test('every blob is named by what it holds', async () => {
  const { blobs, manifest } = await imageOfProgram(base, 'true');
  for (const { digest, content } of [...blobs, manifest]) {
    assert.equal(digest, `sha256:${createHash('sha256').update(content).digest('hex')}`);
  }
});
