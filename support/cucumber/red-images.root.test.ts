import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run } from '../exec/exec';

const feature = join(__dirname, 'testdata', 'red-images.feature');
const endstate = join(__dirname, '../../bin/endstate.js');
/** By the start of a scenario's name, the word that its last step has to fail with; none: it is inconclusive. */
const outcomes = {
  'a build that needs a network': 'build-failed',
  'an archive that is none': 'load-failed',
  'an image of nothing': 'did-not-start',
  'a program that goes on': 'running',
  'a program that knows one digest': 'other-digest',
  'an image that is too large': 'too-large',
  'a base that nobody has': undefined,
  'a Docker that ends': undefined,
};

let reports = '';
let junit = '';

before(async () => {
  reports = await mkdtemp(join(tmpdir(), 'endstate-red-'));
  const result = await run([process.execPath, endstate, 'run', feature, '--reports', reports]);
  assert.equal(result.exitCode, 1, result.stdout + result.stderr);
  junit = await readFile(join(reports, 'junit.xml'), 'utf8');
});
after(() => rm(reports, { recursive: true, force: true }));

for (const [scenario, outcome] of Object.entries(outcomes)) {
  test(`${scenario}: ${outcome ?? 'inconclusive'}`, () => {
    const [, kind, type] =
      new RegExp(`name="${scenario}"[^>]*>\\s*<(failure|error) [^>]*type="([^"]*)"`).exec(junit) ?? [];
    if (outcome === undefined) assert.equal(kind, 'error', junit);
    else assert.deepEqual([kind, type], ['failure', outcome], junit);
  });
}

test('the evidence has what was said at the build, the containers with their logs, and what dockerd said', async () => {
  const files = await readdir(join(reports, 'evidence'), { recursive: true });
  const found = files.filter((file) => file.includes('a-program-that-goes-on') && file.includes('/vm/'));
  for (const name of ['docker-containers.txt', 'docker-logs.txt', 'dockerd.txt', 'log/image-sleeper.log'])
    assert.ok(
      found.some((file) => file.endsWith(name)),
      `${name} is not among ${found.join(' ')}`,
    );
  const log = found.find((file) => file.endsWith('image-sleeper.log')) ?? '';
  assert.match(await readFile(join(reports, 'evidence', log), 'utf8'), /Successfully built/);
});

test('the size of an image that is too large is measured all the same', async () => {
  const results = JSON.parse(await readFile(join(reports, 'results.json'), 'utf8')) as {
    readonly scenarios: readonly { readonly name: string; readonly measures?: readonly { readonly value: number }[] }[];
  };
  const [measured] =
    results.scenarios.find(({ name }) => name.startsWith('an image that is too large'))?.measures ?? [];
  assert.ok(measured && measured.value > 1 && measured.value < 10, JSON.stringify(measured));
});
