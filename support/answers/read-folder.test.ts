import assert from 'node:assert/strict';
import { closeSync, openSync } from 'node:fs';
import { link, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { run } from '../exec/exec';
import { Gathered } from './gathered';
import { answerLimits } from './limits';
import { readFolder } from './read-folder';
import { readWithin } from './read-within';
import { Refused } from './refused';
import { sample, writeFolder } from './testdata/folders';

let scratch = '';
let answer = '';
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'endstate-folder-'));
  answer = await writeFolder(join(scratch, 'answer'), sample);
});
afterEach(() => rm(scratch, { recursive: true }));

const inAnswer = (path: string) => join(answer, path);

interface HostileFolder {
  readonly name: string;
  readonly make: () => Promise<unknown>;
  readonly rule: string;
  readonly said: RegExp;
}

const hostile: readonly HostileFolder[] = [
  {
    name: 'a link to a file of the judge',
    make: () => symlink('/etc/passwd', inAnswer('manifests/b.yaml')),
    rule: 'links',
    said: /is a link/,
  },
  { name: 'a link to a folder', make: () => symlink('/etc', inAnswer('inventory')), rule: 'links', said: /is a link/ },
  { name: 'a link to nothing', make: () => symlink('nowhere', inAnswer('x')), rule: 'links', said: /is a link/ },
  {
    name: 'the answer is itself a link',
    make: async () => {
      await rename(answer, join(scratch, 'elsewhere'));
      await symlink('elsewhere', answer);
    },
    rule: 'links',
    said: /is a link/,
  },
  {
    name: 'a hard link',
    make: () => link(inAnswer('report.md'), inAnswer('manifests/b.yaml')),
    rule: 'links',
    said: /hard link/,
  },
  {
    name: 'a FIFO that nobody writes to',
    make: () => run(['mkfifo', inAnswer('manifests/b.yaml')]),
    rule: 'links',
    said: /neither a file nor a folder/,
  },
  {
    name: 'escape codes in a name',
    make: () => writeFile(inAnswer('manifests/\x1b[2J'), ''),
    rule: 'paths',
    said: /control character/,
  },
  {
    name: 'a line end in a name',
    make: () => writeFile(inAnswer('a\n::error::b'), ''),
    rule: 'paths',
    said: /control character/,
  },
  {
    name: 'a name that is no UTF-8',
    make: () => writeFile(Buffer.concat([Buffer.from(inAnswer('x')), Buffer.from([0xff])]), ''),
    rule: 'paths',
    said: /no UTF-8/,
  },
  {
    name: 'folders 17 deep',
    make: () => mkdir(inAnswer('a/'.repeat(17)), { recursive: true }),
    rule: 'paths',
    said: /is 17 deep/,
  },
  {
    name: 'names that differ by case',
    make: () => writeFile(inAnswer('manifests/SERVICE.yaml'), ''),
    rule: 'paths',
    said: /there twice/,
  },
  {
    name: 'a file that is huge and holds nothing',
    make: () => run(['truncate', '-s', '1T', inAnswer('manifests/b.yaml')]),
    rule: 'limits',
    said: /larger than 1 MiB/,
  },
  {
    name: 'an image that is larger than its limit',
    make: () => mkdir(inAnswer('image')).then(() => run(['truncate', '-s', '65M', inAnswer('image/x.tar')])),
    rule: 'limits',
    said: /image\/ is larger than 64 MiB/,
  },
  {
    name: '1001 files',
    make: () => Promise.all(Array.from({ length: 1_001 }, (_, index) => writeFile(inAnswer(`manifests/${index}`), ''))),
    rule: 'limits',
    said: /more than 1000 files/,
  },
  {
    name: 'no file',
    make: () => rm(answer, { recursive: true }).then(() => mkdir(answer)),
    rule: 'archive',
    said: /no file/,
  },
];

for (const { name, make, rule, said } of hostile) {
  test(`refused: ${name}`, async () => {
    await make();
    const reading = await readWithin(answer, 'answer', answerLimits);
    assert.ok('refused' in reading, 'it was read');
    assert.equal(reading.refused.rule, rule, reading.refused.said);
    assert.match(reading.refused.said, said);
  });
}

test('a socket is no file', async () => {
  const server = createServer().listen(inAnswer('s'));
  await new Promise((resolve) => server.once('listening', resolve));
  const reading = await readWithin(answer, 'answer', answerLimits);
  server.close();
  assert.match('refused' in reading ? reading.refused.said : '', /socket/);
});

/** What somebody does while a folder is read: here, when the first file of manifests/ is to be read. */
async function readWhile(meanwhile: () => void): Promise<Gathered> {
  const gathered = new Gathered(answerLimits);
  const admit = gathered.admit.bind(gathered);
  gathered.admit = (path, bytes) => {
    if (path.startsWith('manifests/')) meanwhile();
    return admit(path, bytes);
  };
  const fd = openSync(answer, 'r');
  try {
    readFolder(fd, gathered);
  } finally {
    closeSync(fd);
  }
  return gathered;
}

test('a folder that is swapped for a link while it is read leads nowhere', async () => {
  const { renameSync, symlinkSync } = await import('node:fs');
  await assert.rejects(
    readWhile(() => {
      renameSync(inAnswer('manifests'), join(scratch, 'away'));
      symlinkSync('/etc', inAnswer('manifests'));
    }),
    (error: unknown) => error instanceof Refused && /changed while it was read/.test(error.broken.said),
  );
});

test('a file that is written to while it is read is refused', async () => {
  const { appendFileSync } = await import('node:fs');
  await assert.rejects(
    readWhile(() => appendFileSync(inAnswer('manifests/service.yaml'), 'x'.repeat(10_000))),
    (error: unknown) => error instanceof Refused && /changed while it was read/.test(error.broken.said),
  );
});

test('that was all of them', (t) => t.diagnostic(`${hostile.length + 3} hostile folders`));
