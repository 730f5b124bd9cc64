import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { runOrThrow } from '../../support/exec/exec';
import type { MakeContext } from './artifact';
import { checksumFor, download, type Fetch, whyNoDownload } from './download';
import type { PinnedComponent } from './pinned';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-test-'));
});

afterEach(() => rmSync(dir, { recursive: true }));

const context: MakeContext = { report: () => {} };
const url = 'https://example.test/v1/thing';

function component(archive?: true): PinnedComponent {
  return {
    name: 'thing',
    version: 'v1',
    programs: [{ name: 'thing', versionArgs: [], prints: '' }],
    downloads: [{ url, checksumUrl: `${url}.sha256`, ...(archive ? { archive } : {}) }],
    build: { module: 'etcd', packages: '.', stamps: {}, needsGib: 0 },
  };
}

function serving(files: Record<string, string | Buffer>): Fetch {
  return async (asked) => (asked in files ? new Response(files[asked]) : new Response('', { status: 404 }));
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

test('a program is checked and put in place', async () => {
  await download(component(), dir, context, serving({ [url]: 'program', [`${url}.sha256`]: `${sha256('program')}\n` }));
  assert.equal(readFileSync(join(dir, 'bin', 'thing'), 'utf8'), 'program');
});

test('an archive gives up its members and goes', async () => {
  writeFileSync(join(dir, 'thing'), 'program');
  await runOrThrow(['tar', '-czf', join(dir, 'archive'), '--transform', 's|^|thing-v1/|', '-C', dir, 'thing']);
  const archive = readFileSync(join(dir, 'archive'));
  rmSync(join(dir, 'thing'));
  const files = { [url]: archive, [`${url}.sha256`]: `${sha256(archive)}  thing` };
  await download(component(true), dir, context, serving(files));
  assert.equal(readFileSync(join(dir, 'bin', 'thing'), 'utf8'), 'program');
  assert.throws(() => statSync(join(dir, 'thing')));
});

test('what is not as published is refused', async () => {
  const files = { [url]: 'other', [`${url}.sha256`]: sha256('program') };
  await assert.rejects(download(component(), dir, context, serving(files)), /is not what its publisher says it is/);
});

test('a checksum file without the file’s line is refused', async () => {
  const files = { [url]: 'program', [`${url}.sha256`]: `${sha256('program')}  a\n${sha256('program')}  b\n` };
  await assert.rejects(download(component(), dir, context, serving(files)), /says nothing about it/);
});

test('a file that is not there is named', async () => {
  await assert.rejects(
    download(component(), dir, context, serving({})),
    /thing could not be downloaded .*\n.*HTTP 404/,
  );
});

test('checksum files are read in both ways that publishers write them', () => {
  const hash = 'a'.repeat(64);
  assert.equal(checksumFor('x', `${hash}\n`), hash);
  assert.equal(checksumFor('x', `${'b'.repeat(64)}  y\n${hash}  x\n`), hash);
  assert.equal(checksumFor('x', `${hash} *./x\n`), hash);
  assert.equal(checksumFor('x', '<html>not found</html>'), undefined);
});

test('a host that refuses is not asked again; the reason is told', async () => {
  let calls = 0;
  const refusing: Fetch = async () => {
    calls += 1;
    throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
  };
  const other = {
    ...component(),
    downloads: [{ url: 'https://refusing.test/x', checksumUrl: 'https://refusing.test/y' }],
  };
  assert.equal(await whyNoDownload(other, refusing), 'refusing.test did not answer: connect ECONNREFUSED');
  await whyNoDownload(other, refusing);
  assert.equal(calls, 1);
});

test('a host that answers with an error is no source', async () => {
  const other = {
    ...component(),
    downloads: [{ url: 'https://blocked.test/x', checksumUrl: 'https://blocked.test/y' }],
  };
  assert.equal(await whyNoDownload(other, serving({})), 'blocked.test answered HTTP 404');
});

test('what is published nowhere is not asked for', async () => {
  assert.equal(await whyNoDownload({ ...component(), downloads: [] }), 'it is published nowhere');
});
