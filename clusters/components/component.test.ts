import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { BadInput, Inconclusive, Unsupported } from '../../support/errors';
import type { MakeContext } from './artifact';
import { componentMaker, type Ways } from './component';
import type { PinnedComponent } from './pinned';

const component: PinnedComponent = {
  name: 'thing',
  version: 'v1.2.3',
  programs: [{ name: 'thing', versionArgs: ['--version'], prints: 'thing v1.2.3' }],
  downloads: [{ url: 'https://example.test/thing', checksumUrl: 'https://example.test/thing.sha256' }],
  build: { module: 'etcd', packages: 'tool', stamps: {}, needsGib: 0 },
};

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-test-'));
});

afterEach(() => rmSync(dir, { recursive: true }));

/** Both ways work, unless the test says otherwise. Each leaves a program that tells its version. */
function ways(overrides: Partial<Ways> = {}, says = 'thing v1.2.3'): Ways & { readonly taken: string[] } {
  const taken: string[] = [];
  const way = (name: string) => async () => {
    taken.push(name);
    mkdirSync(join(dir, 'bin'));
    writeFileSync(join(dir, 'bin', 'thing'), `#!/bin/sh\necho '${says}' >&2\n`);
  };
  return {
    taken,
    whyNoDownload: async () => undefined,
    whyNoGo: async () => undefined,
    download: way('download'),
    build: way('build'),
    ...overrides,
  };
}

const context: MakeContext = { report: () => {} };

async function make(with_: Ways) {
  return (await componentMaker(component, with_)).make(dir, context);
}

const noAnswer = async () => 'example.test did not answer';
const noGo = async () => 'Go is not installed';

test('the download is taken where its host answers', async () => {
  const both = ways();
  assert.deepEqual(await make(both), [
    { name: 'thing', version: 'v1.2.3', source: 'download', detail: 'example.test' },
  ]);
  assert.deepEqual(both.taken, ['download']);
});

test('it is built where no host answers', async () => {
  const built = ways({ whyNoDownload: noAnswer });
  const [provenance] = await make(built);
  assert.equal(provenance?.source, 'go-module');
  assert.deepEqual(built.taken, ['build']);
});

test('what was changed in it and what stands for something else is told', async () => {
  const adapted = { module: 'example.test/thing', file: 'a.go', text: 'a', instead: 'b' };
  const build = { ...component.build, adapted, substitutes: { tool: 'ours' } };
  const maker = await componentMaker({ ...component, build }, ways({ whyNoDownload: noAnswer }));
  const [built, substituted] = await maker.make(dir, context);
  assert.equal(built?.detail, 'clusters/components/go/etcd, adapted: a.go');
  assert.deepEqual(substituted, { name: 'thing’s tool', version: 'v1.2.3', source: 'substituted', detail: 'ours' });
});

test('a download needs no Go', async () => {
  assert.equal((await make(ways({ whyNoGo: noGo })))[0]?.source, 'download');
});

test('with neither, both reasons and the next command are told', async () => {
  await assert.rejects(make(ways({ whyNoDownload: noAnswer, whyNoGo: noGo })), (error: unknown) => {
    assert.ok(error instanceof Unsupported);
    assert.match(error.message, /^thing v1\.2\.3 can be neither downloaded nor built here\n/);
    assert.match(error.message, /last: example\.test did not answer; Go is not installed/);
    assert.match(error.message, /next: install Go .* or let this machine reach example\.test; then: npm run setup/);
    return true;
  });
});

test('what is published nowhere needs Go', async () => {
  const maker = await componentMaker({ ...component, downloads: [] }, ways({ whyNoDownload: noAnswer, whyNoGo: noGo }));
  await assert.rejects(maker.make(dir, context), (error: unknown) => {
    assert.ok(error instanceof Unsupported);
    assert.match(error.message, /next: install Go \([^)]*\); then: npm run setup/);
    return true;
  });
});

test('ENDSTATE_SOURCE leaves one way only', async () => {
  const built = ways({ only: 'build' });
  await make(built);
  assert.deepEqual(built.taken, ['build']);
  await assert.rejects(make(ways({ only: 'download', whyNoDownload: noAnswer })), /ENDSTATE_SOURCE=download/);
  await assert.rejects(make(ways({ only: 'Build' })), BadInput);
});

test('a program of another version is refused', async () => {
  await assert.rejects(make(ways({}, 'thing v1.2.4')), (error: unknown) => {
    assert.ok(error instanceof Inconclusive);
    assert.match(error.message, /it says "thing v1\.2\.4", and should say "thing v1\.2\.3"/);
    return true;
  });
});

test('a program that was not made is named', async () => {
  await assert.rejects(make(ways({ download: async () => {} })), /thing was not made/);
});

test('whatever the manifest says decides the recipe', async () => {
  const [one, other] = await Promise.all([
    componentMaker(component, ways()),
    componentMaker({ ...component, build: { ...component.build, stamps: { a: 'b' } } }, ways()),
  ]);
  assert.notDeepEqual(one.recipe, other.recipe);
});
