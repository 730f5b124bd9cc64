import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { BadInput } from '../errors';
import { unknownWord } from '../nearest';
import { answerUnderTest, readAnswer } from './answer';
import type { World } from './world';

const names = ['control-plane', 'worker01', 'lb'];
const world = {
  requireLab() {},
  machineName(name: string) {
    if (!names.includes(name)) throw unknownWord('machine', name, names);
    return name;
  },
} as unknown as World;

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function answer(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'endstate-answer-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

async function refusal(folder: string): Promise<string> {
  const error = await readAnswer(world, folder).then(
    () => assert.fail('it was read'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof BadInput, String(error));
  return error.message;
}

test('a disk part names machine, path, content and mode', async () => {
  const folder = await answer({ 'disk/lb/etc/rc.local': '#!/bin/sh\n', 'disk/lb/etc/haproxy/haproxy.cfg': 'x' });
  await chmod(join(folder, 'disk/lb/etc/rc.local'), 0o755);
  const { disk, manifests } = await readAnswer(world, folder);
  assert.equal(manifests, undefined);
  const laid = disk.map(({ machine, path, content, mode }) => [machine, path, content.toString(), mode.toString(8)]);
  assert.deepEqual(laid.sort(), [
    ['lb', '/etc/haproxy/haproxy.cfg', 'x', '644'],
    ['lb', '/etc/rc.local', '#!/bin/sh\n', '755'],
  ]);
});

test('manifests alone are an answer', async () => {
  const { disk, manifests } = await readAnswer(
    world,
    await answer({ 'manifests/a.yaml': '{apiVersion: v1, kind: Namespace, metadata: {name: a}}' }),
  );
  assert.deepEqual([disk.length, manifests?.length], [0, 1]);
});

test('an inventory is an answer where the cluster is made from one, and is refused elsewhere', async () => {
  const folder = await answer({ 'inventory/inventory.ini': '' });
  const made = { ...world, fromInventory: true } as unknown as World;
  assert.deepEqual(await readAnswer(made, folder), { disk: [], runtime: [], securityGroups: [], manifests: undefined });
  assert.match(await refusal(folder), /inventory is not read.*a cluster by Kubespray/s);
});

test('an answer without a part is refused', async () => {
  assert.match(
    await refusal(await answer({ 'report.md': 'words' })),
    /has no part.*disk\/ or runtime\/ or security-groups.yaml or manifests\//s,
  );
});

test('a machine that the scenario has not is refused, with the nearest one', async () => {
  assert.match(
    await refusal(await answer({ 'disk/worker1/etc/x': '' })),
    /unknown machine "worker1".*write "worker01"/s,
  );
});

test('a file beside the machines’ folders is refused', async () => {
  assert.match(await refusal(await answer({ 'disk/haproxy.cfg': '' })), /is no folder of a machine/);
});

test('a link is refused: it might lead out of the answer', async () => {
  const folder = await answer({ 'disk/lb/etc/x': '' });
  await symlink('/etc/passwd', join(folder, 'disk/lb/etc/y'));
  assert.match(await refusal(folder), /neither a file nor a folder/);
});

test('a part that nobody reads is refused, with the nearest one', async () => {
  const folder = await answer({ 'manifest/a.yaml': '', 'disk/lb/etc/x': '' });
  assert.match(await refusal(folder), /unknown part of an answer.*"manifest".*write "manifests"/s);
});

for (const path of ['usr/bin/dig', 'etc/ld.so.preload', 'etc/endstate/boot', 'etc/service/kubelet/run', 'tmp/x']) {
  test(`/${path} cannot be laid`, async () => {
    assert.match(await refusal(await answer({ [`disk/lb/${path}`]: '' })), /cannot be laid onto a disk/);
  });
}

test('where nothing is handed in there is nothing to lay, and no folder is looked for', async () => {
  const unchanged = { parameters: { job: { unchanged: true } } } as World;
  const { disk, runtime, securityGroups, manifests } = await answerUnderTest(unchanged);
  assert.deepEqual([disk, runtime, securityGroups, manifests], [[], [], [], undefined]);
});
