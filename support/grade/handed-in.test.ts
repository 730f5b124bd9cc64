import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { ReadAnswer } from '../answers/answer';
import { identityOf } from '../answers/identity';
import { keepHandedIn, readHandedIn } from './handed-in';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'endstate-handed-in-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function answerOf(...paths: readonly string[]): ReadAnswer {
  const files = new Map(paths.map((path) => [path, Buffer.from(path)]));
  const executable = new Set(paths.filter((path) => path.endsWith('.sh')));
  return { name: 'a', files, executable, hash: identityOf(files, executable), leftOut: [], broken: [] };
}

for (const paths of [
  ['report.md', 'fix-1/disk/lb/etc/a.sh', 'fix-1/disk/lb/etc/b'],
  ['inner/report.md'],
  ['something-else'],
]) {
  test(`what was read is read again as it was: ${paths.join(', ')}`, async () => {
    const content = answerOf(...paths);
    await keepHandedIn(content, folder);
    const again = await readHandedIn({ ...content, folder });
    assert.deepEqual([...again.files].sort(), [...content.files].sort());
    assert.equal(again.hash, content.hash);
  });
}

test('of two that were handed in under one name the last is kept', async () => {
  const [first, last] = [answerOf('report.md'), answerOf('manifests/a.yaml')];
  await keepHandedIn(first, folder);
  await keepHandedIn(last, folder);
  await keepHandedIn(last, folder);
  assert.deepEqual(readdirSync(join(folder, 'handed-in')), [last.hash]);
  await assert.rejects(readHandedIn({ ...first, folder }), /there is no answer/);
});

test('a copy that was changed is given to no lab', async () => {
  const content = answerOf('report.md');
  await keepHandedIn(content, folder);
  appendFileSync(join(folder, 'handed-in', content.hash, 'report.md'), 'more');
  await assert.rejects(readHandedIn({ ...content, folder }), { name: 'Inconclusive' });
});
