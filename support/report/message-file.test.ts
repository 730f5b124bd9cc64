import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { MessageFile } from './message-file';

const folder = mkdtempSync(join(tmpdir(), 'endstate-messages-'));
after(() => rmSync(folder, { recursive: true }));

test('messages stand one a line, in a folder that is made', async () => {
  const path = join(folder, 'reports/messages.ndjson');
  const file = new MessageFile(path);
  file.add({ meta: 1 });
  file.add({ pickle: 'two\nlines' });
  assert.equal(await file.close(), undefined);
  assert.deepEqual(
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
    [{ meta: 1 }, { pickle: 'two\nlines' }],
  );
});

test('a file that cannot be written is told, and the run goes on', async () => {
  const file = new MessageFile('/dev/full');
  for (let i = 0; i < 10_000; i += 1) file.add({ i });
  assert.match((await file.close())?.message ?? '', /ENOSPC/);
});
