import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { Inconclusive, Mismatch } from '../errors';
import type { Argv, ExecOptions, ExecResult, Executor } from '../exec/exec';
import { askDocker, type ContainerState, docker, hasExited, requireHashes } from './docker';

type Reply = Partial<ExecResult>;

/** A machine whose Docker answers as told; systemd says that it is there unless told. */
function host(reply: (words: readonly string[], options: ExecOptions) => Reply, daemon = healthy): Executor {
  const whole = (result: Reply): ExecResult => ({
    command: 'docker',
    exitCode: 0,
    stdout: '',
    stderr: '',
    timedOut: false,
    durationMs: 1,
    ...result,
  });
  const exec = async (argv: Argv, options: ExecOptions = {}) => {
    if (argv[0] === 'systemctl') return whole({ stdout: daemon });
    return whole(reply(argv.slice(argv.indexOf('docker') + 1), options));
  };
  return { name: 'vm', exec };
}

const healthy = 'ActiveState=active\nNRestarts=0';
const { signal } = new AbortController();

test('an exit status of Docker’s client is a result while Docker is there', async () => {
  const { exitCode } = await docker(
    host(() => ({ exitCode: 1, stderr: 'Cannot connect to the Docker daemon' })),
    ['build'],
  );
  assert.equal(exitCode, 1);
});

for (const daemon of ['ActiveState=activating\nNRestarts=0', 'ActiveState=active\nNRestarts=1', '']) {
  test(`a command that failed says nothing where systemd says ${JSON.stringify(daemon)}`, async () => {
    await assert.rejects(
      docker(
        host(() => ({ exitCode: 1 }), daemon),
        ['build'],
      ),
      Inconclusive,
    );
  });
}

test('a command that its limit has ended has timed out, and one that was killed early has not', async () => {
  const ended = (exitCode: number, durationMs: number) =>
    docker(
      host(() => ({ exitCode, durationMs })),
      ['run'],
      { timeoutMs: 1000 },
    );
  assert.equal((await ended(124, 1001)).timedOut, true);
  assert.equal((await ended(137, 6001)).timedOut, true);
  assert.equal((await ended(137, 20)).timedOut, false);
});

test('an image that is not there was not looked at', async () => {
  const missing = host(() => ({ exitCode: 1, stderr: 'Error: No such image: app' }));
  await assert.rejects(askDocker(missing, ['image', 'inspect', 'app']), /there is no image app on vm/);
});

const state = (more: Partial<ContainerState>): ContainerState => ({
  id: 'c',
  status: 'exited',
  exitCode: 1,
  error: '',
  log: 'exec ./app: no such file or directory',
  ...more,
});
const exits: readonly (readonly [what: string, seen: ContainerState, outcome: string])[] = [
  ['as stated', state({}), 'met'],
  ['with Docker’s reason', state({ status: 'created', error: 'stat /app: no such file or directory', log: '' }), 'met'],
  ['still running', state({ status: 'running', exitCode: 0 }), 'running'],
  ['with another status', state({ exitCode: 2 }), 'exit-2'],
  ['with other words', state({ log: 'panic' }), 'other-output'],
];

for (const [what, seen, outcome] of exits) {
  test(`a container’s end: ${what}`, () => {
    const judged = hasExited(1, 'no such file or directory')(seen);
    assert.equal(judged.state === 'met' ? 'met' : judged.outcome, outcome);
  });
}

const sha256 = ({ input = '' }: ExecOptions) => createHash('sha256').update(input).digest('hex');
const answers: readonly (readonly [what: string, reply: (options: ExecOptions) => Reply, outcome?: string])[] = [
  ['the digest', (options) => ({ stdout: sha256(options) })],
  ['the digest as sha256sum prints it', (options) => ({ stdout: `${sha256(options).toUpperCase()}  -\n` })],
  ['a digest that is always the same', () => ({ stdout: sha256({}) }), 'other-digest'],
  ['nothing', () => ({}), 'other-digest'],
  ['a status', (options) => ({ stdout: sha256(options), exitCode: 3 }), 'exit-3'],
  ['nothing in time', () => ({ exitCode: 124, durationMs: 60_000 }), 'inconclusive'],
  [
    'with a full disk',
    () => ({ exitCode: 125, stderr: 'mkdir /var/lib/docker: no space left on device' }),
    'inconclusive',
  ],
];

for (const [what, reply, outcome] of answers) {
  test(`a program that hashes: ${what}`, async () => {
    const hashed = requireHashes(
      host((words, options) => (words[0] === 'run' ? reply(options) : {})),
      'app',
      signal,
    );
    if (outcome === undefined) return hashed;
    if (outcome === 'inconclusive') return assert.rejects(hashed, Inconclusive);
    await assert.rejects(hashed, (error) => error instanceof Mismatch && error.outcome === outcome);
  });
}
