import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { run } from '../../support/exec/exec';
import { script } from './scripts';

let dir: string;
let home: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-scripts-'));
  home = join(dir, 'home');
});
afterEach(() => rmSync(dir, { recursive: true }));

/** With the notes in a folder of the test's. */
async function on(name: Parameters<typeof script>[0], words: readonly string[] = [], input?: string) {
  const [sh, c, text, ...rest] = script(name, ...words) as [string, string, string, ...string[]];
  const own = text.replaceAll('/var/lib/endstate-lease', home);
  return run([sh, c, own, ...rest], input === undefined ? {} : { input });
}

async function write(path: string, content: string): Promise<void> {
  assert.equal((await on('keep-file', [path])).exitCode, 0);
  assert.equal((await on('write-file', [path, '644'], content)).exitCode, 0);
}

test('a file that was there comes back with its mode, after any number of writes', async () => {
  const path = join(dir, "it's a file");
  writeFileSync(path, 'before\n');
  chmodSync(path, 0o640);
  await write(path, 'one');
  await write(path, 'two');
  assert.equal(readFileSync(path, 'utf8'), 'two');
  assert.equal((await on('give-back')).exitCode, 0);
  assert.equal(readFileSync(path, 'utf8'), 'before\n');
  assert.equal(lstatSync(path).mode & 0o777, 0o640);
  assert.ok(!existsSync(home));
});

test('a file that was not there goes, with the folders that were made for it and no others', async () => {
  mkdirSync(join(dir, 'etc'));
  const path = join(dir, 'etc', 'new', 'deep', 'file');
  await write(path, 'x');
  await on('give-back');
  assert.deepEqual(readdirSync(join(dir, 'etc')), []);
});

test('a link comes back as a link', async () => {
  const path = join(dir, 'resolv.conf');
  symlinkSync('/nowhere/stub', path);
  await write(path, 'nameserver 192.0.2.1');
  await on('give-back');
  assert.equal(readlinkSync(path), '/nowhere/stub');
});

test('what somebody else has put beside it stays, and that is told', async () => {
  const path = join(dir, 'new', 'file');
  await write(path, 'x');
  writeFileSync(join(dir, 'new', 'other'), '');
  const { exitCode, stdout } = await on('give-back');
  assert.equal(exitCode, 1);
  assert.match(stdout, /new\/file: .*not empty/i);
  assert.deepEqual(readdirSync(join(dir, 'new')), ['other']);
  rmSync(join(dir, 'new', 'other'));
  assert.equal((await on('give-back')).exitCode, 0, 'the next attempt finds it');
  assert.ok(!existsSync(home));
});

test('a runner that was killed between the note and the write, or while it noted, leaves nothing either', async () => {
  const path = join(dir, 'file');
  writeFileSync(path, 'before');
  await on('keep-file', [path]);
  writeFileSync(join(home, 'half.copy'), 'be');
  writeFileSync(`${path}.endstate`, 'half');
  assert.equal((await on('give-back')).exitCode, 0);
  assert.deepEqual(
    [readFileSync(path, 'utf8'), existsSync(`${path}.endstate`), existsSync(home)],
    ['before', false, false],
  );
});

test('where nothing was changed there is nothing to do', async () => {
  const { exitCode, stdout } = await on('give-back');
  assert.deepEqual([exitCode, stdout], [0, '']);
});

test('a pod without a process is told apart from whatever a command can end with', async () => {
  const { exitCode, stderr } = await on('in-pod', ['00000000-0000-0000-0000-000000000000', 'true']);
  assert.deepEqual([exitCode, stderr], [97, 'no process of the pod']);
});
