import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { runOrThrow } from '../../support/exec/exec';
import { writeImageArchive } from './archive';
import { writeTar } from './layer';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-test-'));
});

afterEach(() => rmSync(dir, { recursive: true }));

function program(): string {
  const file = join(dir, 'program');
  writeFileSync(file, 'program');
  chmodSync(file, 0o755);
  return file;
}

const listed = async (file: string) => (await runOrThrow(['tar', '--numeric-owner', '-tvf', file])).stdout.split('\n');

test('tar holds entries with owners, modes, links and the directories above them', async () => {
  const file = join(dir, 'layer.tar');
  await writeTar(file, [
    { path: 'usr/bin/program', source: program() },
    { path: 'bin/sh', target: '/usr/bin/program' },
    { path: 'tmp', mode: 0o1777 },
    { path: 'home/user', uid: 100, gid: 101 },
    { path: 'etc/passwd', content: 'root' },
  ]);
  const lines = (await listed(file)).map((line) => line.replace(/ +/g, ' ').replace('1970-01-01 00:00 ', ''));
  assert.deepEqual(lines, [
    'drwxr-xr-x 0/0 0 bin/',
    'lrwxrwxrwx 0/0 0 bin/sh -> /usr/bin/program',
    'drwxr-xr-x 0/0 0 etc/',
    '-rw-r--r-- 0/0 4 etc/passwd',
    'drwxr-xr-x 0/0 0 home/',
    'drwxr-xr-x 100/101 0 home/user/',
    'drwxrwxrwt 0/0 0 tmp/',
    'drwxr-xr-x 0/0 0 usr/',
    'drwxr-xr-x 0/0 0 usr/bin/',
    '-rwxr-xr-x 0/0 7 usr/bin/program',
  ]);
});

test('equal content gives equal bytes, whenever and in whatever order', async () => {
  const source = program();
  const entries = [
    { path: 'a', source },
    { path: 'b', content: 'b' },
  ];
  await writeImageArchive(join(dir, 'one.tar'), 'docker.io/library/a:1', entries, { Cmd: ['a'] });
  utimesSync(source, 1, 1);
  await writeImageArchive(join(dir, 'two.tar'), 'docker.io/library/a:1', entries.toReversed(), { Cmd: ['a'] });
  assert.ok(readFileSync(join(dir, 'one.tar')).equals(readFileSync(join(dir, 'two.tar'))));
  assert.deepEqual(readdirSync(dir).sort(), ['one.tar', 'program', 'two.tar']);
});

test('every digest in the archive is that of the blob it names', async () => {
  const config = { Entrypoint: ['/a'], User: '1', Labels: { 'dev.endstate.substituted': 'a from Debian' } };
  await writeImageArchive(join(dir, 'image.tar'), 'docker.io/library/a:1', [{ path: 'a', content: 'a' }], config);
  const out = join(dir, 'out');
  mkdirSync(out);
  await runOrThrow(['tar', '-xf', join(dir, 'image.tar'), '-C', out]);
  const blob = ({ digest, size }: { digest: string; size: number }) => {
    const content = readFileSync(join(out, 'blobs', digest.replace(':', '/')));
    assert.equal(`sha256:${createHash('sha256').update(content).digest('hex')}`, digest);
    assert.equal(content.length, size);
    return content;
  };
  const json = (content: Buffer) => JSON.parse(content.toString('utf8'));
  const [descriptor] = json(readFileSync(join(out, 'index.json'))).manifests;
  assert.equal(descriptor.annotations['io.containerd.image.name'], 'docker.io/library/a:1');
  assert.equal(descriptor.annotations['org.opencontainers.image.ref.name'], '1');
  const manifest = json(blob(descriptor));
  const image = json(blob(manifest.config));
  blob(manifest.layers[0]);
  assert.deepEqual(image.config, config);
  assert.deepEqual(image.rootfs.diff_ids, [manifest.layers[0].digest]);
  assert.equal(json(readFileSync(join(out, 'oci-layout'))).imageLayoutVersion, '1.0.0');
});
