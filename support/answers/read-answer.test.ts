import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { BadInput, Inconclusive } from '../errors';
import { type Argv, run } from '../exec/exec';
import type { ReadAnswer, Reading } from './answer';
import { answerLimits } from './limits';
import { readAnswer } from './read-answer';
import { readWithin } from './read-within';
import { sample, writeFolder } from './testdata/folders';
import { tarOf } from './testdata/tar';
import { zipOf } from './testdata/zip';
import { writeAnswer } from './write-answer';

let scratch = '';
let answer = '';
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'endstate-answer-'));
  answer = await writeFolder(join(scratch, 'answer'), sample);
});
afterEach(() => rm(scratch, { recursive: true }));

function accepted(reading: Reading): ReadAnswer {
  assert.ok(!('refused' in reading), 'refused' in reading ? reading.refused.said : '');
  return reading;
}

async function packed(name: string, ...argv: Argv): Promise<ReadAnswer> {
  const done = await run(argv, { cwd: scratch });
  assert.equal(done.exitCode, 0, done.stderr);
  return accepted(await readWithin(join(scratch, name), 'answer', answerLimits));
}

test('a folder, a tar and a zip file of the same files are the same answer', async () => {
  const folder = accepted(await readAnswer(answer));
  assert.deepEqual([...folder.files.keys()].toSorted(), Object.keys(sample).toSorted());
  assert.equal(folder.files.get('report.md')?.toString(), 'why\n');
  assert.equal(folder.name, 'answer');
  const others = [
    await packed('a.tar', 'tar', 'cf', 'a.tar', 'answer'),
    await packed('b.tgz', 'tar', 'czf', 'b.tgz', '-C', 'answer', '.'),
    await packed('c.tar', 'tar', 'cf', 'c.tar', '--format=posix', 'answer'),
    await packed('d.tar', 'tar', 'cf', 'd.tar', '--format=ustar', 'answer'),
    accepted(await readWithin(await zipped('e.zip'), 'answer', answerLimits)),
  ];
  for (const other of others) {
    assert.equal(other.hash, folder.hash);
    assert.deepEqual(other.executable, folder.executable);
    assert.deepEqual([...other.files].toSorted(), [...folder.files].toSorted());
  }
  assert.deepEqual([...folder.executable], ['disk/lb/etc/rc.local']);
});

/** As a zip program writes it: a folder around everything, with entries of its own. */
async function zipped(name: string): Promise<string> {
  const files = Object.entries(sample).map(([path, content]) => ({
    name: `answer/${path}`,
    content,
    mode: path.endsWith('rc.local') ? 0o100755 : 0o100644,
  }));
  await writeFile(join(scratch, name), zipOf([{ name: 'answer/', mode: 0o040755, method: 0 }, ...files]));
  return join(scratch, name);
}

test('another content, another name and another mode on a disk are other answers', async () => {
  const hashes = await Promise.all(
    ['why\n', 'why not\n'].map((report) => hashOf([{ name: 'report.md', content: report }])),
  );
  const moved = await hashOf([{ name: 'manifests/report.md', content: 'why\n' }]);
  const onDisk = await Promise.all(
    [0o644, 0o755].map((mode) => hashOf([{ name: 'disk/lb/etc/rc.local', content: 'x', mode }])),
  );
  const offDisk = await Promise.all([0o644, 0o755].map((mode) => hashOf([{ name: 'report.md', content: 'x', mode }])));
  assert.equal(new Set([...hashes, moved, ...onDisk, ...offDisk]).size, 6);
});

async function hashOf(entries: Parameters<typeof tarOf>[0]): Promise<string> {
  const file = join(scratch, `${Math.random()}.tar`);
  await writeFile(file, tarOf(entries));
  return accepted(await readWithin(file, 'answer', answerLimits)).hash;
}

test('what macOS packs beside the answer is left out, and named', async () => {
  const extra = ['__MACOSX/answer/._report.md', 'answer/.DS_Store', 'answer/manifests/._service.yaml'];
  const entries = [...extra, 'answer/report.md'].map((name) => ({ name, content: 'x' }));
  await writeFile(join(scratch, 'a.zip'), zipOf(entries));
  const read = accepted(await readAnswer(join(scratch, 'a.zip')));
  assert.deepEqual([...read.files.keys()], ['report.md']);
  assert.deepEqual(read.leftOut, extra);
});

test('a folder that no program put around is not taken off', async () => {
  for (const name of ['fix-1/manifests/a.yaml', 'manifests/manifests/a.yaml', 'a/b/manifests/a.yaml']) {
    await writeFile(join(scratch, 'a.tar'), tarOf([{ name }]));
    const read = accepted(await readWithin(join(scratch, 'a.tar'), 'a', answerLimits));
    assert.deepEqual([...read.files.keys()], [name]);
  }
});

test('a name of Japanese Windows is read', async () => {
  const around = Buffer.from([0x89, 0xf1, 0x93, 0x9a]); // 回答 in code page 932
  const entries = [{ name: Buffer.concat([around, Buffer.from('/report.md')]), content: 'x' }];
  await writeFile(join(scratch, 'a.zip'), zipOf(entries));
  const read = accepted(await readWithin(join(scratch, 'a.zip'), 'a', answerLimits));
  assert.deepEqual([...read.files.keys()], ['report.md']);
});

test('an archive within the answer is a file like any other', async () => {
  const inner = gzipSync(tarOf([{ name: '../../x', content: 'x' }]));
  await writeFile(join(scratch, 'a.tar'), tarOf([{ name: 'image/a.tar.gz', content: inner }]));
  const read = accepted(await readWithin(join(scratch, 'a.tar'), 'a', answerLimits));
  assert.deepEqual(read.files.get('image/a.tar.gz'), inner);
});

test('what is no YAML is named, and what is a bomb is not read', async () => {
  await writeFile(join(answer, 'manifests/b.yaml'), 'a: [');
  assert.deepEqual(
    accepted(await readAnswer(answer)).broken.map(({ rule, file, voids }) => ({ rule, file, voids })),
    [{ rule: 'yaml', file: 'manifests/b.yaml', voids: { method: '' } }],
  );
  await writeFile(join(answer, 'manifests/b.yaml'), '['.repeat(100_000));
  const reading = await readAnswer(answer);
  assert.deepEqual('refused' in reading && reading.refused.rule, 'limits');
});

test('whoever waits is not kept beyond the deadline', async () => {
  const started = Date.now();
  const reading = await readAnswer(answer, { ...answerLimits, deadlineMs: 20 });
  assert.match('refused' in reading ? reading.refused.said : '', /within 0.02 s/);
  assert.ok(Date.now() - started < 5_000);
});

test('a reader that runs out of memory takes nobody with it', async () => {
  const reading = await readAnswer(answer, { ...answerLimits, heapMiB: 8 });
  assert.match('refused' in reading ? reading.refused.said : '', /within 8 MiB of memory/);
});

test('a reader that somebody else ends says nothing about the answer', async () => {
  const reading = assert.rejects(readAnswer(answer), Inconclusive);
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  process.kill(Number(children.trim().split(' ').at(-1)), 'SIGKILL');
  await reading;
});

test('an answer that is not there is the mistake of whoever asks', async () => {
  await assert.rejects(readAnswer(join(scratch, 'nowhere')), BadInput);
});

test("an archive's name that is not shown as it is is refused", async () => {
  const odd = join(scratch, 'a\x1b[2J.zip');
  await rename(answer, odd);
  const reading = await readAnswer(odd);
  assert.match('refused' in reading ? reading.refused.said : '', /a\\u\{1b\}\[2J/);
});

test('an answer is laid into a folder of its own, for its owner alone', async () => {
  const target = join(scratch, 'laid');
  await writeAnswer(accepted(await readAnswer(answer)), target);
  const modeOf = async (path: string) => ((await stat(join(target, path))).mode & 0o777).toString(8);
  const paths = ['.', 'report.md', 'manifests', 'manifests/service.yaml', 'disk/lb/etc/rc.local'];
  assert.deepEqual(await Promise.all([...paths, 'disk/lb/etc/haproxy/haproxy.cfg'].map(modeOf)), [
    ...['700', '600', '700', '600', '755', '644'],
  ]);
  assert.equal(await readFile(join(target, 'manifests/service.yaml'), 'utf8'), 'kind: Service\n');
  assert.equal(accepted(await readAnswer(target)).hash, accepted(await readAnswer(answer)).hash);
  await assert.rejects(writeAnswer({ files: new Map(), executable: new Set() }, target), /EEXIST/);
  assert.deepEqual((await readdir(scratch)).toSorted(), ['answer', 'laid']);
});
