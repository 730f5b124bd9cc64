import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Inconclusive } from '../../support/errors';
import { adaptModule } from './go-adapt';

let base = '';
const place = () => ({ from: join(base, 'cache'), goMod: base, dir: join(base, 'adapted') });

before(async () => {
  base = await mkdtemp(join(tmpdir(), 'adapt-'));
  await mkdir(join(base, 'adapted'));
  await mkdir(join(base, 'cache/vendor'), { recursive: true });
  await writeFile(join(base, 'cache/a.go'), 'const path = "/proc/modules"\n', { mode: 0o444 });
  await writeFile(join(base, 'go.mod'), 'module m\n');
  await writeFile(join(base, 'go.sum'), '');
});
after(() => rm(base, { recursive: true }));

test('the changed copy takes the module’s place', async () => {
  const adaptation = { module: 'example.org/m', file: 'a.go', text: '/proc/modules', instead: '/run/modules' };
  const modfile = await adaptModule(adaptation, place());
  const copy = join(base, 'adapted/module');
  assert.equal(await readFile(modfile, 'utf8'), `module m\n\nreplace example.org/m => ${copy}\n`);
  assert.equal(await readFile(join(copy, 'a.go'), 'utf8'), 'const path = "/run/modules"\n');
  assert.equal(await readFile(join(base, 'cache/a.go'), 'utf8'), 'const path = "/proc/modules"\n');
});

test('a text that is no longer there is said, not built over', async () => {
  const adaptation = { module: 'example.org/m', file: 'a.go', text: '/sys/modules', instead: '' };
  await assert.rejects(adaptModule(adaptation, place()), Inconclusive);
});
