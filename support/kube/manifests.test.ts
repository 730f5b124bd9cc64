import assert from 'node:assert/strict';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { BadInput } from '../errors';
import { readManifests } from './manifests';
import { parseManifests } from './parse-manifests';

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

function refusal(text: string): string {
  try {
    parseManifests(text, 'web.yaml');
  } catch (error) {
    assert.ok(error instanceof BadInput, String(error));
    return error.message;
  }
  return assert.fail('nothing was refused');
}

test('every object of every document, with the line it begins at', () => {
  const found = parseManifests(`# first\n${configMap('a')}---\n---\n${configMap('b')}`, 'web.yaml');
  assert.deepEqual(
    found.map(({ object, line }) => [object.metadata.name, line]),
    [
      ['a', 2],
      ['b', 8],
    ],
  );
});

test('a List is the objects in it', () => {
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: ['a', 'b'].map((name) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name } })),
  };
  assert.equal(parseManifests(JSON.stringify(list), 'list.json').length, 2);
});

test('scalars are read as kubectl reads them', () => {
  const text = `${configMap('a')}mode: 0644\non: yes\nat: 12:30:45\nday: 2026-01-01\n`;
  const [manifest] = parseManifests(text, 'a.yaml');
  const { apiVersion, kind, metadata, ...fields } = { ...manifest?.object } as Record<string, unknown>;
  assert.deepEqual(fields, { mode: 0o644, true: true, at: '12:30:45', day: '2026-01-01' });
});

test('what is not readable names the file, the line and the column', () => {
  assert.match(refusal(`${configMap('a')}data:\n  x: [1, 2\n`), /^web\.yaml:\d+:\d+: not readable as YAML/);
  assert.match(refusal('kind: a\nkind: b\n'), /^web\.yaml:2:1: not readable as YAML: Map keys must be unique/);
  assert.match(refusal(`${configMap('a')}---\n- a list\n`), /^web\.yaml:6:1: not a Kubernetes object/);
});

test('what is no object says which part is missing', () => {
  assert.match(refusal('kind: Pod\n'), /web\.yaml:1:1: not a Kubernetes object: apiVersion is missing/);
  assert.match(refusal('apiVersion: v1\n'), /kind is missing/);
  assert.match(refusal('apiVersion: v1\nkind: Pod\nmetadata: {}\n'), /metadata\.name of the Pod is missing/);
});

test('an empty text is refused, and so is one with only comments', () => {
  for (const text of ['', '# nothing\n', '---\n---\n'])
    assert.match(refusal(text), /web\.yaml:1:1: there is no object in it/);
});

test('aliases that multiply are refused', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
  assert.match(refusal(bomb), /alias/i);
});

test('a folder gives its manifests in the order of their paths, and nothing else', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'endstate-test-'));
  await mkdir(join(dir, 'sub'));
  await writeFile(join(dir, 'b.yml'), configMap('b'));
  await writeFile(join(dir, 'a.yaml'), configMap('a'));
  await writeFile(
    join(dir, 'sub', 'c.json'),
    JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'c' } }),
  );
  await writeFile(join(dir, 'README.md'), '# not one\n');
  assert.deepEqual(
    (await readManifests(dir)).map(({ object }) => object.metadata.name),
    ['a', 'b', 'c'],
  );
});

test('a path that is not there, or holds nothing, is bad input', async () => {
  await assert.rejects(readManifests('/nowhere/at/all'), BadInput);
  await assert.rejects(readManifests(await mkdtemp(join(tmpdir(), 'endstate-test-'))), /holds no manifest/);
});

test('an object that holds itself by an alias is refused', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: &a\n  name: x\n  labels: *a\n';
  assert.match(refusal(text), /^web\.yaml:1:1: .*circular/i);
});
