import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { BadInput, Inconclusive, Mismatch } from '../errors';
import { answeredImage } from './answer-image';
import { runImage } from './containers';
import { requireImage } from './docker-hosts';
import { makeImage, readImageSource } from './image-build';
import type { World } from './world';

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function folderOf(...paths: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'endstate-image-'));
  folders.push(folder);
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), 'FROM scratch\n');
  }
  return folder;
}

const kinds: readonly (readonly [paths: readonly string[], kind: string | undefined])[] = [
  [['Dockerfile', 'server/main.go'], 'context'],
  [['Dockerfile', 'rootfs.tar'], 'context'],
  [['image.tar'], 'archive'],
  [['ictsc-dit.tar.gz'], 'archive'],
  [['image.tar', 'notes.txt'], undefined],
  [['deep/image.tar'], undefined],
  [['hash.go'], undefined],
  [[], undefined],
];

for (const [paths, kind] of kinds) {
  test(`image/ with ${paths.join(', ') || 'nothing'} is ${kind ?? 'refused'}`, async () => {
    const reading = readImageSource(await folderOf(...paths));
    if (kind === undefined) await assert.rejects(reading, BadInput);
    else assert.equal((await reading).kind, kind);
  });
}

test('a link in a build context is refused, and so is a folder that is not there', async () => {
  const folder = await folderOf('Dockerfile');
  await symlink('/etc/passwd', join(folder, 'passwd'));
  await assert.rejects(readImageSource(folder), /neither a file nor a folder/);
  await assert.rejects(readImageSource(join(folder, 'nowhere')), /there is no folder/);
});

const builds = "vm builds the answer's image as app:0.1";
const scenario = (answer: string, ...steps: readonly string[]) =>
  ({
    answer,
    parameters: { job: {} },
    steps: steps.map((text) => ({ text })),
    machineName: (name: string) => name,
  }) as unknown as World;

test('an answer’s image is read where a step builds it, and no part is left unread', async () => {
  const image = await folderOf('image/Dockerfile');
  assert.equal((await answeredImage(scenario(image, builds))).kind, 'context');
  await assert.rejects(answeredImage(scenario(image, 'I apply the answer')), /no step of the scenario builds/);
  const more = await folderOf('image/Dockerfile', 'disk/vm/etc/motd');
  await assert.rejects(answeredImage(scenario(more, builds)), /builds the answer's image alone/);
  assert.equal((await answeredImage(scenario(more, 'I apply the answer', builds))).kind, 'context');
  await assert.rejects(
    answeredImage(scenario(await folderOf('disk/vm/etc/motd'), 'I apply the answer')),
    /has no image/,
  );
});

test('where nothing is changed it is the image of the problem', async () => {
  const problem = await folderOf('problem.yaml', 'image/Dockerfile', 'deep/app.feature');
  const unchanged = (feature: string) =>
    ({ parameters: { job: { unchanged: true } }, feature: { uri: join(problem, feature) } }) as unknown as World;
  const source = await answeredImage(unchanged('deep/app.feature'));
  assert.equal(source.kind === 'context' && source.folder, join(problem, 'image'));
  await rm(join(problem, 'image'), { recursive: true });
  await assert.rejects(answeredImage(unchanged('app.feature')), /there is no folder .*image/);
});

const ends: readonly (readonly [what: string, result: object, error: typeof Mismatch | typeof Inconclusive])[] = [
  ['fails', { exitCode: 1, stderr: 'go: cannot find module' }, Mismatch],
  ['finds the disk full', { exitCode: 1, stderr: 'write /a.out: No space left on device' }, Inconclusive],
  ['does not end in time', { exitCode: 124, durationMs: 300_000 }, Inconclusive],
];

for (const [what, result, error] of ends) {
  test(`an image that ${what} is ${error.name}, built, loaded and run`, async () => {
    const seen = { exitCode: 0, stdout: '', stderr: '', timedOut: false, durationMs: 1 };
    const exec = async ([program]: readonly string[]) =>
      program === 'systemctl' ? { ...seen, stdout: 'ActiveState=active\nNRestarts=0' } : { ...seen, ...result };
    const machine = (name: string) => ({ name, exec, write: async () => {} });
    const world = { lab: { machine }, signal: new AbortController().signal } as unknown as World;
    const folder = await folderOf('Dockerfile', 'image.tar');
    const making = [
      makeImage(world, 'vm', 'app', { kind: 'context', folder, dockerfile: 'FROM scratch\n' }),
      makeImage(world, 'vm', 'app', { kind: 'archive', path: join(folder, 'image.tar') }),
      runImage(world, 'vm', 'app'),
    ];
    await Promise.all(making.map((made) => assert.rejects(made, error)));
  });
}

test('an image is on a host with Docker, under a name that Docker takes', () => {
  const world = {
    spec: {
      hosts: [
        { name: 'vm', roles: ['docker'] },
        { name: 'lb', roles: [] },
      ],
    },
  } as unknown as World;
  for (const name of ['app', 'app:0.1', 'ictsc-dit', 'gcr.io/distroless/static:nonroot', 'localhost:5000/a/b'])
    requireImage(world, 'vm', name);
  for (const name of ['App', '-v', '--rm', 'a:', 'a b', 'a:b:c', ''])
    assert.throws(() => requireImage(world, 'vm', name), BadInput);
  assert.throws(() => requireImage(world, 'lb', 'app'), /no host with Docker/);
});
