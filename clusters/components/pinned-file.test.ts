import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { BadInput, Unsupported } from '../../support/errors';
import { archiveInMirror, archiveNameOf } from './mirror';
import { ensureFile, mirrorNameOf, type PinnedFile, whyNoFile } from './pinned-file';

const content = 'kind: Namespace\n';
const file: PinnedFile = {
  name: 'example',
  version: 'v1.2.3',
  // Reserved for documentation (RFC 6761): nobody answers there.
  url: 'https://example.invalid/v1.2.3/example.yaml',
  sha256: createHash('sha256').update(content).digest('hex'),
};

let scratch: string;
let mirror: string;
const before = { ...process.env };

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'endstate-pinned-'));
  mirror = mkdtempSync(join(scratch, 'mirror-'));
  Object.assign(process.env, { ENDSTATE_CACHE: join(scratch, 'cache'), ENDSTATE_MIRROR: mirror });
});

afterEach(() => {
  process.env = { ...before };
  rmSync(scratch, { recursive: true });
});

const put = (text: string) => writeFileSync(join(mirror, 'example-v1.2.3.yaml'), text);

test('a file of the mirror is taken where it is the pinned one', async () => {
  put(content);
  assert.equal(await whyNoFile(file), undefined);
  const { text, provenance } = await ensureFile(file);
  assert.equal(text, content);
  assert.deepEqual(provenance, {
    name: 'example manifest',
    version: 'v1.2.3',
    source: 'mirror',
    detail: 'example-v1.2.3.yaml',
  });
});

test('another content is refused by both checksums, whoever asks, and nothing is kept of it', async () => {
  put('kind: Pod\n');
  const words =
    /example-v1\.2\.3\.yaml is not the manifest of example v1\.2\.3 that is pinned\n {2}last: its SHA-256 is [0-9a-f]{64}, and the pinned one [0-9a-f]{64}\n {2}next: put https:/;
  for (const ask of [whyNoFile, ensureFile]) {
    await assert.rejects(ask(file), (error: unknown) => error instanceof BadInput && words.test(error.message));
  }
  assert.deepEqual(readdirSync(scratch).length, 1);
});

test('where the mirror lacks it and nothing answers, the reason says what to put where', async () => {
  const reason = await whyNoFile(file);
  assert.match(reason ?? '', /^the manifest of example v1\.2\.3 is not here \(.*\); put https:.* into /);
  assert.ok(reason?.endsWith(`into ${mirror} as ${mirrorNameOf(file)}`), reason);
  await assert.rejects(ensureFile(file), Unsupported);
});

test('without a mirror the reason says how one is named', async () => {
  delete process.env.ENDSTATE_MIRROR;
  assert.match((await whyNoFile(file)) ?? '', /into a folder that ENDSTATE_MIRROR names, as example-v1\.2\.3\.yaml$/);
});

test('a mirror that is no folder is bad input, not a mirror without files', async () => {
  process.env.ENDSTATE_MIRROR = join(scratch, 'nowhere');
  await assert.rejects(whyNoFile(file), /ENDSTATE_MIRROR is .*nowhere, which is no folder/);
});

test('the archive of an image has a name that a shell and any file system take', async () => {
  assert.equal(archiveNameOf('caddy:2.7.6'), 'docker.io_library_caddy_2.7.6.tar');
  assert.equal(await archiveInMirror('caddy:2.7.6'), undefined);
  writeFileSync(join(mirror, 'docker.io_library_caddy_2.7.6.tar'), '');
  assert.equal(await archiveInMirror('caddy:2.7.6'), join(mirror, 'docker.io_library_caddy_2.7.6.tar'));
});
