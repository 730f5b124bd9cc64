import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, test } from 'node:test';
import { BadInput, Inconclusive } from '../../support/errors';
import { runOrThrow } from '../../support/exec/exec';
import { dropIfCorrupt, ensureArtifact, findArtifact, type Maker } from './artifact';
import type { SetupEvent } from './setup-event';

let cache: string;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'endstate-test-'));
  process.env.ENDSTATE_CACHE = cache;
});

afterEach(() => {
  delete process.env.ENDSTATE_CACHE;
  rmSync(cache, { recursive: true });
});

interface Counted extends Maker {
  made: number;
}

function maker(overrides: Partial<Maker> = {}): Counted {
  const counted: Counted = {
    made: 0,
    shelf: 'components',
    recipe: { name: 'thing', version: '1', inputs: {} },
    needsBytes: 0,
    make: async (dir) => {
      counted.made += 1;
      writeFileSync(join(dir, 'program'), 'content');
      return [{ name: 'thing', version: '1', source: 'download' }];
    },
    ...overrides,
  };
  return counted;
}

const entries = () => readdirSync(join(cache, 'components'));

test('what is there and whole is not made again', async () => {
  const thing = maker();
  const first = await ensureArtifact(thing);
  const second = await ensureArtifact(thing);
  assert.equal(thing.made, 1);
  assert.deepEqual(second, first);
  assert.equal(readFileSync(join(first.path, 'program'), 'utf8'), 'content');
  assert.deepEqual(first.provenance, [{ name: 'thing', version: '1', source: 'download' }]);
});

test('asked for twice at once, it is made once', async () => {
  const thing = maker();
  await Promise.all([ensureArtifact(thing), ensureArtifact(thing)]);
  assert.equal(thing.made, 1);
});

const damages: Record<string, (path: string) => void> = {
  'a file is gone': (path) => rmSync(join(path, 'program')),
  'a file is shorter': (path) => writeFileSync(join(path, 'program'), 'cont'),
  'a file was written again': (path) => utimesSync(join(path, 'program'), 1, 1),
  'the seal is cut off': (path) =>
    writeFileSync(join(path, 'seal.json'), readFileSync(join(path, 'seal.json')).subarray(0, 40)),
  'the seal is gone': (path) => rmSync(join(path, 'seal.json')),
};

for (const [name, damage] of Object.entries(damages)) {
  test(`it is noticed and made again when ${name}`, async () => {
    const thing = maker();
    const { path } = await ensureArtifact(thing);
    damage(path);
    assert.equal(await findArtifact(thing), undefined);
    await ensureArtifact(thing);
    assert.equal(thing.made, 2);
    assert.equal(readFileSync(join(path, 'program'), 'utf8'), 'content');
  });
}

test('damage that keeps size and time is found by reading every byte', async () => {
  const thing = maker();
  const artifact = await ensureArtifact(thing);
  const file = join(artifact.path, 'program');
  await runOrThrow(['touch', '--reference', file, join(cache, 'time')]);
  writeFileSync(file, 'CONTENT');
  await runOrThrow(['touch', '--reference', join(cache, 'time'), file]);
  assert.ok(await findArtifact(thing));
  assert.equal(await dropIfCorrupt(artifact), 'program');
  assert.equal(await findArtifact(thing), undefined);
});

test('reading every byte of what is whole finds nothing', async () => {
  assert.equal(await dropIfCorrupt(await ensureArtifact(maker())), undefined);
});

test('a maker that fails leaves nothing, and the next one succeeds', async () => {
  const failing = maker({ make: () => Promise.reject(new BadInput({ what: 'no such version' })) });
  const events: SetupEvent[] = [];
  await assert.rejects(ensureArtifact(failing, { progress: (event) => events.push(event) }), BadInput);
  assert.deepEqual(entries(), []);
  assert.equal(events.at(-1)?.phase, 'failed');
  await ensureArtifact(maker());
});

test('an aborted one tells why it was aborted, and leaves nothing', async () => {
  const abort = new AbortController();
  const endless = maker({
    make: async (_dir, { signal }) => {
      abort.abort(new BadInput({ what: 'no such image' }));
      await runOrThrow(['sleep', '600'], { timeoutMs: 60_000, ...(signal ? { signal } : {}) });
      return [];
    },
  });
  await assert.rejects(ensureArtifact(endless, { signal: abort.signal }), /no such image/);
  assert.deepEqual(entries(), []);
});

test('too little room is told before anything is made', async () => {
  const thing = maker({ needsBytes: 2 ** 60 });
  await assert.rejects(ensureArtifact(thing), (error: unknown) => {
    assert.ok(error instanceof Inconclusive);
    assert.match(
      error.message,
      /no room on the disk to make thing\n {2}last: .* GiB free at .*, 1073741824\.0 GiB needed\n {2}next: .*ENDSTATE_CACHE/,
    );
    return true;
  });
  assert.equal(thing.made, 0);
});

test('a disk that fills up meanwhile is told in the same words', async () => {
  const thing = maker({ make: () => writeFile('/dev/full', 'x').then(() => []) });
  await assert.rejects(ensureArtifact(thing), /no room on the disk to make thing/);
  assert.deepEqual(entries(), []);
});

test('two processes at once make it once; the second says that it waits', async () => {
  const first = slow();
  await said(first, 'making');
  const second = slow();
  await said(second, 'wait');
  first.child.stdin?.write('end\n');
  const [one, other] = await Promise.all([lastWord(first), lastWord(second)]);
  assert.equal(readFileSync(join(cache, 'ledger'), 'utf8'), 'made\n');
  assert.equal(one, other);
  assert.equal(readFileSync(join(other, 'program'), 'utf8'), 'whole');
});

test('what a killed process held and left half-done is taken over at once', async () => {
  const first = slow();
  await said(first, 'making');
  const second = slow();
  await said(second, 'wait');
  const killed = performance.now();
  first.child.kill('SIGKILL');
  await said(second, 'making');
  assert.ok(performance.now() - killed < 3_000);
  second.child.stdin?.write('end\n');
  assert.equal(readFileSync(join(await lastWord(second), 'program'), 'utf8'), 'whole');
  assert.equal(entries().length, 1);
});

test('what another recipe’s killed process left is swept up, what a living one makes is not', async () => {
  const first = slow();
  await said(first, 'making');
  await ensureArtifact(maker());
  assert.equal(entries().filter((name) => name.includes('.draft-')).length, 1);
  first.child.kill('SIGKILL');
  await first.ended;
  await ensureArtifact(maker({ recipe: { name: 'thing', version: '2', inputs: {} } }));
  assert.equal(entries().filter((name) => name.includes('.draft-')).length, 0);
});

interface Slow {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<unknown>;
}

function slow(): Slow {
  const script = join(__dirname, 'testdata', 'slow-maker.ts');
  const child = spawn(process.execPath, ['-r', 'ts-node/register', script, join(cache, 'ledger')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line) && child.emit('said'));
  return { child, lines, ended: once(child, 'close') };
}

async function said({ child, lines }: Slow, word: string): Promise<void> {
  const deadline = AbortSignal.timeout(60_000);
  while (!lines.includes(word)) await once(child, 'said', { signal: deadline });
}

async function lastWord({ ended, lines }: Slow): Promise<string> {
  await ended;
  return lines.at(-1) ?? '';
}
