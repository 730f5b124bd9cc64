import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { leftovers } from '../../clusters/netns/leftovers';
import { readRecord } from '../../clusters/netns/state';
import { until } from '../exec/until';

const root = join(__dirname, '../..');
const problem = join(__dirname, 'testdata/sign');
const scratch = mkdtempSync(join(tmpdir(), 'endstate-batch-'));
// Labs of nobody else are in there, and it is where an overlay can be.
const state = mkdtempSync('/var/lib/endstate-batch-');
process.env.ENDSTATE_STATE = state;
after(() => {
  for (const folder of [scratch, state]) rmSync(folder, { recursive: true, force: true });
});

const sign = (says: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: sign }\ndata: { says: ${says} }\n`;
const aliases = [...'bcdefghij'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`)}]`);

/** Right, wrong and hostile, by the files that they hold. */
const handedIn: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bomb: { 'manifests/sign.yaml': `a: &a [x, x]\n${aliases.join('\n')}\n` },
  first: { 'manifests/sign.yaml': sign('open now') },
  'in-a-disk': { 'manifests/sign.yaml': sign('open now'), 'disk/control-plane/etc/motd': 'hello' },
  role: {
    'manifests/sign.yaml': 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: all }\n',
  },
  // The API server takes no number there.
  second: { 'manifests/sign.yaml': sign('1') },
  third: { 'manifests/sign.yaml': sign('we are open now') },
};

function answer(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(scratch, name, path, '..'), { recursive: true });
    writeFileSync(join(scratch, name, path), text);
  }
  return join(scratch, name);
}

function linked(name: string): string {
  mkdirSync(join(scratch, name));
  symlinkSync('/etc/shadow', join(scratch, name, 'report.md'));
  return join(scratch, name);
}

/** In a process group of its own, as a shell would start it. */
function grade(out: string, answers: readonly string[], ...words: readonly string[]): ChildProcess {
  const argv = ['bin/endstate.js', 'grade', '--force', problem, ...answers, '--out', join(scratch, out), ...words];
  return spawn(process.execPath, argv, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Resolves once the words are printed; rejects where it ends before. Its output goes on being read. */
function said(child: ChildProcess, words: RegExp): Promise<void> {
  let printed = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      printed += String(chunk);
      if (words.test(printed)) resolve();
    });
    child.once('close', () => reject(new Error(`it ended without ${words}:\n${printed}`)));
  });
}

async function endOf(child: ChildProcess): Promise<{ readonly status: number | null; readonly printed: string }> {
  let printed = '';
  child.stdout?.on('data', (chunk) => {
    printed += String(chunk);
  });
  const [status] = await once(child, 'close');
  return { status, printed };
}

function marksIn(out: string): Readonly<Record<string, string>> {
  const { answers: marked } = JSON.parse(readFileSync(join(scratch, out, 'marks.json'), 'utf8'));
  return Object.fromEntries(
    marked.map(({ answer, marks }: { answer: string; marks: { total: number; items: { because: string }[] } }) => [
      answer,
      `${marks.total}: ${marks.items.map(({ because }) => because)}`,
    ]),
  );
}

const batch = [...Object.entries(handedIn).map(([name, files]) => answer(name, files)), linked('link')];

test('a batch that was killed goes on where it was: the marks of an unbroken one, and nothing judged twice', async () => {
  const killed = grade('killed', batch, '--jobs', '1');
  await said(killed, /graded {3}first: 10 of 10/);
  // Before there is a supervisor, the next command sweeps.
  const supervised = async (id: string) => (await readRecord(id))?.supervisor !== undefined;
  const begun = async () => labs().length > 0 && (await Promise.all(labs().map(supervised))).every(Boolean);
  await until(begun, { what: 'the next lab had not begun', withinMs: 30_000 });
  const ids = labs();
  process.kill(-(killed.pid as number), 'SIGKILL');
  await until(() => ids.flatMap(leftovers).length === 0, {
    what: 'labs of the killed batch were left',
    withinMs: 10_000,
    last: () => ids.flatMap(leftovers).join('; '),
  });
  const record = join(scratch, 'killed/answers/first/judged.json');
  const page = join(scratch, 'killed/answers/first/report/index.html');
  const before = [record, page].map((path) => statSync(path).mtimeMs);

  const resumed = await endOf(grade('killed', batch));
  assert.equal(resumed.status, 0, resumed.printed);
  assert.doesNotMatch(resumed.printed, /graded {3}first/);
  assert.deepEqual(
    [record, page].map((path) => statSync(path).mtimeMs),
    before,
  );

  const unbroken = await endOf(grade('unbroken', batch));
  assert.equal(unbroken.status, 0, unbroken.printed);
  assert.deepEqual(marksIn('killed'), marksIn('unbroken'));
  const totals = Object.entries(marksIn('unbroken')).map(([name, words]) => `${name} ${words.replace(/:.*/s, '')}`);
  assert.deepEqual(totals, ['bomb 0', 'first 10', 'in-a-disk 0', 'role 0', 'second 0', 'third 10', 'link 0']);
});

test('inconclusive is no escape: what comes back by itself, where the model answer passes, is a fail', async () => {
  const shut = answer('escape', { 'manifests/sign.yaml': sign('shut') });
  const { status, printed } = await endOf(grade('escapes', [shut]));
  assert.equal(status, 0, printed);
  assert.match(marksIn('escapes').escape ?? '', /^0: failed: .*inconclusive twice at "I run .*model answer passes/);
  const report = join(scratch, 'escapes/answers/escape/report');
  const { scenarios } = JSON.parse(readFileSync(join(report, 'results.json'), 'utf8'));
  assert.deepEqual(
    scenarios.map(({ label, outcome }: { label: string; outcome: string }) => `${label}: ${outcome}`),
    ['escape: inconclusive', 'escape once more: inconclusive', 'the model answer beside escape: pass'],
  );
  assert.deepEqual(labs(), []);
});

function labs(): readonly string[] {
  try {
    return readdirSync(join(state, 'labs'));
  } catch {
    return []; // before the first
  }
}
