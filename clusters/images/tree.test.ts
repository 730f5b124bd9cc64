import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { treeOf } from './tree';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-tree-'));
  for (const folder of ['go/bin', 'go/src/cmd', 'share/net/testdata'])
    mkdirSync(join(dir, folder), { recursive: true });
  for (const file of [
    'go/bin/go',
    'go/src/cmd/a.go',
    'share/net/net.go',
    'share/net/net_test.go',
    'share/net/testdata/a',
  ])
    writeFileSync(join(dir, file), '');
  symlinkSync('go', join(dir, 'go/bin/gofmt'));
  symlinkSync('../share', join(dir, 'go/share'));
});

afterEach(() => rmSync(dir, { recursive: true }));

const paths = async (options: Partial<Parameters<typeof treeOf>[0]>) =>
  (await treeOf({ from: join(dir, 'go'), to: 'usr', ...options })).map(({ path }) => path).sort();

test('a tree has files, folders and links below their place in the image', async () => {
  const entries = await treeOf({ from: join(dir, 'go'), to: 'usr/go' });
  const at = (path: string) => entries.find((entry) => entry.path === path);
  assert.equal(at('usr/go/bin/go')?.source, join(dir, 'go/bin/go'));
  assert.deepEqual(at('usr/go/bin/gofmt'), { path: 'usr/go/bin/gofmt', target: 'go' });
  assert.deepEqual(at('usr/go/bin'), { path: 'usr/go/bin', mode: 0o755 });
  assert.deepEqual(at('usr/go/share'), { path: 'usr/go/share', target: '../share' });
});

test('what is left out is not taken, nor what is below it', async () => {
  assert.deepEqual(await paths({ without: [/^src\/cmd\/$/, /^share$/] }), [
    'usr/bin',
    'usr/bin/go',
    'usr/bin/gofmt',
    'usr/src',
  ]);
});

test('a link that is followed is a folder, in which the same is left out', async () => {
  const found = await paths({ follow: ['share'], without: [/^bin\/$/, /^src\/$/, /_test\.go$/, /\/testdata\/$/] });
  assert.deepEqual(found, ['usr/share', 'usr/share/net', 'usr/share/net/net.go']);
});
