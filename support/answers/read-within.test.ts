import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { answerLimits } from './limits';
import { readWithin } from './read-within';
import { hostileArchives } from './testdata/hostile-archives';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'endstate-hostile-'));
});
after(() => rm(folder, { recursive: true }));

for (const { name, bytes, rule, said } of hostileArchives) {
  test(`refused: ${name}`, async () => {
    const file = join(folder, 'answer');
    await writeFile(file, bytes());
    const reading = await readWithin(file, 'answer', answerLimits);
    assert.ok('refused' in reading, 'it was read');
    const { refused } = reading;
    assert.equal(refused.rule, rule, refused.said);
    assert.match(refused.said, said);
    assert.deepEqual(refused.voids, { whole: true });
    assert.doesNotMatch(`${refused.said}${refused.file ?? ''}`, /\p{Cc}|\p{Cf}/u);
    assert.deepEqual(await readdir(folder), ['answer']);
  });
}

test('that was all of them', (t) => {
  t.diagnostic(`${hostileArchives.length} hostile archives`);
  assert.ok(hostileArchives.length >= 60);
});
