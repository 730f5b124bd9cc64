import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { run, runOrThrow } from '../../support/exec/exec';
import { cacheDir } from '../components/cache';
import { sha256Of } from '../components/seal';
import { ensureComponents } from '../components/store';
import { withContainerd } from './containerd';
import { imageArchive } from './image';
import { importScript } from './import-script';
import { ensureImageStore, findImageStore, type ImageStore, plantImageStore } from './store';

const pause = 'registry.k8s.io/pause:3.10';
const curl = 'docker.io/curlimages/curl:8.5.0';
const failure = { what: 'the script failed', next: 'see above' };
const metadata = 'io.containerd.metadata.v1.bolt/meta.db';

let dir: string;
let rootfs: string;
let store: ImageStore;

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-test-'));
  ({ rootfs } = await ensureComponents({ kubernetes: '1.34' }));
  store = await ensureImageStore(['curlimages/curl:8.5.0', pause]);
});

after(() => rmSync(dir, { recursive: true }));

/** A node's disk, planted. The store is then in the cache, which the script below sees at /exchange. */
async function planted(name: string): Promise<string> {
  const disk = join(dir, name);
  mkdirSync(disk);
  await plantImageStore(store, disk, join('/exchange', store.root.slice(cacheDir().length)));
  return disk;
}

/** Seen from this process, which is outside: others' mounts may come and go meanwhile. */
function ourMounts(): readonly string[] {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return lines.filter((line) => / \/mnt(\/rootfs\S*)? /.test(line) || line.includes(dir));
}

function inContainerd(root: string, script: string, ...args: readonly string[]): Promise<string> {
  const environment = 'export CONTAINERD_NAMESPACE=k8s.io\n';
  return withContainerd({
    rootfs,
    root,
    exchange: cacheDir(),
    script: environment + script,
    args,
    timeoutMs: 60_000,
    failure,
  });
}

test('the same images are the same store, in whatever order and however they are written', async () => {
  assert.deepEqual(await ensureImageStore([pause, curl, pause]), store);
  assert.deepEqual(await findImageStore([curl, pause]), store);
  assert.equal(await findImageStore([curl]), undefined);
});

test('planting takes no time and copies no content', async () => {
  const begun = performance.now();
  const disk = await planted('quick');
  assert.ok(performance.now() - begun < 100, `${performance.now() - begun} ms`);
  const snapshot = join(disk, 'io.containerd.snapshotter.v1.overlayfs/snapshots/1');
  assert.match(readlinkSync(snapshot), /^\/exchange\/image-stores\/.*\/snapshots\/1$/);
  assert.ok(readFileSync(join(disk, metadata)).equals(readFileSync(join(store.root, metadata))));
});

test('a planted node lists the images as the kubelet looks for them', async () => {
  const listed = await inContainerd(await planted('lists'), "ctr images list | awk 'NR > 1 { print $1, $NF }'");
  const lines = listed.split('\n');
  for (const name of [curl, pause]) assert.ok(lines.includes(`${name} io.cri-containerd.image=managed`), listed);
  const byConfig = lines.filter((line) => /^sha256:[0-9a-f]{64} io\.cri-containerd\.image=managed$/.test(line));
  assert.equal(byConfig.length, 2, listed);
});

test('nothing of a containerd is left: no mount, no process, not when its script fails, nor when it is aborted', async () => {
  const mounts = ourMounts();
  const root = await planted('leaves-nothing');
  await inContainerd(root, 'ctr version');
  await assert.rejects(inContainerd(root, 'ctr images import /nothing'), /the script failed\n {2}last: .*nothing/s);
  const abort = new AbortController();
  const mark = `${800 + process.pid / 1e6}`;
  const task = { rootfs, root, exchange: dir, timeoutMs: 60_000, failure, signal: abort.signal };
  const running = assert.rejects(withContainerd({ ...task, script: `touch /exchange/begun; sleep ${mark}` }));
  while (!existsSync(join(dir, 'begun'))) await setTimeout(20);
  abort.abort();
  await running;
  assert.equal((await run(['pgrep', '--full', `^sleep ${mark}`])).stdout, '');
  assert.deepEqual(ourMounts(), mounts);
});

test('planted nodes run containers from the shared snapshots, write their own, and take one more image', async () => {
  const sealed = await sha256Of(join(store.root, metadata));
  const busybox = await imageArchive('busybox:1.36');
  const script = `
    ctr run --cgroup '' --rm ${curl} one sh -c 'id -un; curl --version | cut -d" " -f1 | head -n 1; echo written > /tmp/file; cat /tmp/file'
    ctr images import --snapshotter overlayfs "/exchange/$1" >&2
    ctr run --cgroup '' --rm ${busybox.name} two echo imported
    ctr run --cgroup '' --detach ${pause} three
    sleep 0.3
    ctr tasks list | awk '/three/ { print $1, $3 }'
    ctr tasks kill --signal KILL three
    while ctr tasks list | grep -q RUNNING; do sleep 0.05; done
    ctr containers delete three`;
  const path = busybox.path.slice(cacheDir().length + 1);
  const nodes = await Promise.all([planted('node-1'), planted('node-2')]);
  const said = await Promise.all(nodes.map((node) => inContainerd(node, script, path)));
  for (const one of said) assert.equal(one, 'curl_user\ncurl\nwritten\nimported\nthree RUNNING');
  assert.equal(await sha256Of(join(store.root, metadata)), sealed);
});

test('an image can be removed from a planted node; the store keeps it', async () => {
  const script = `ctr images remove --sync $(ctr images list --quiet) >&2; ctr images list --quiet; ctr snapshots list | wc -l`;
  assert.equal(await inContainerd(await planted('removes'), script), '1');
  const again = await inContainerd(await planted('after'), `ctr run --cgroup '' --rm ${curl} one true && echo ran`);
  assert.equal(again, 'ran');
});

test('a published image’s archive is imported: an index of which only this platform’s manifest is there', async () => {
  const unpacked = join(dir, 'published');
  mkdirSync(unpacked);
  const { path } = await imageArchive('busybox:1.36');
  await runOrThrow(['tar', '-xf', path, '-C', unpacked]);
  const index = JSON.parse(readFileSync(join(unpacked, 'index.json'), 'utf8'));
  const [{ annotations, ...manifest }] = index.manifests;
  const [here, elsewhere] = process.arch === 'arm64' ? ['arm64', 'amd64'] : ['amd64', 'arm64'];
  const nested = JSON.stringify({
    schemaVersion: 2,
    mediaType: index.mediaType,
    manifests: [
      { ...manifest, digest: `sha256:${'0'.repeat(64)}`, platform: { os: 'linux', architecture: elsewhere } },
      { ...manifest, platform: { os: 'linux', architecture: here } },
    ],
  });
  const digest = createHash('sha256').update(nested).digest('hex');
  writeFileSync(join(unpacked, 'blobs', 'sha256', digest), nested);
  const top = { mediaType: index.mediaType, digest: `sha256:${digest}`, size: Buffer.byteLength(nested), annotations };
  writeFileSync(join(unpacked, 'index.json'), JSON.stringify({ ...index, manifests: [top] }));
  await runOrThrow(['tar', '-cf', join(dir, 'published.tar'), '-C', unpacked, '.']);

  const root = join(dir, 'imported');
  mkdirSync(root);
  const name = 'docker.io/library/busybox:1.36';
  const task = { rootfs, root, timeoutMs: 60_000, failure };
  await withContainerd({ ...task, exchange: dir, script: importScript, args: [name, 'published.tar'] });
  const listed = await inContainerd(root, `ctr images list --quiet; ctr run --cgroup '' --rm ${name} one echo ran`);
  assert.deepEqual(
    listed.split('\n').map((line) => line.replace(/sha256:[0-9a-f]+/, 'sha256')),
    [name, 'docker.io/library/busybox@sha256', 'sha256', 'ran'],
  );
});
