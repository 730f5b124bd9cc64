import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { Inconclusive } from '../../support/errors';
import { type Argv, type ExecOptions, type ExecResult, run } from '../../support/exec/exec';
import { shellCommand } from '../../support/exec/shell-word';
import { until } from '../../support/exec/until';
import type { Inventory, InventoryMachine } from './inventory';

/** A command without a deadline of its own ends on the machine after this, whatever becomes of the runner. */
const longestMs = 10 * 60_000;
/** How much longer than the command the way to and from it may take. */
const wayMs = 5_000;
const connectSeconds = 10;
/** A master connection that nobody uses ends by itself: also that of a runner that was killed. */
const persistSeconds = 60;
/** sshd takes ten sessions on a connection (MaxSessions), one of which may be somebody's shell. */
const sessions = 8;

/**
 * Runs the words after the first with a path that has the administrator's tools, and tells on standard error how they
 * ended: ssh's own exit status does not tell a command's 255 from a connection that was lost.
 */
const farEnd =
  'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C.UTF-8; export PATH LC_ALL; "$@"; printf "\\n%s %s\\n" "$0" $? >&2';

/** The connections that this process is making: one a machine, whoever asks for it. */
const underWay = new Map<string, Promise<void>>();

const prefix = `endstate-ssh-${process.getuid?.()}-`;
const base = () => process.env.XDG_RUNTIME_DIR ?? tmpdir();
const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Takes away the directories of processes that were killed. Those are empty once their connections have ended. */
async function sweep(): Promise<void> {
  const names = (await readdir(base())).filter((name) => name.startsWith(prefix));
  const dead = names.filter((name) => !existsSync(`/proc/${name.slice(prefix.length).split('-')[0]}`));
  await Promise.all(dead.map((name) => rmdir(join(base(), name)).catch(() => {})));
}

/** A machine as OpenSSH's client reaches it. One connection is kept and shared, so that a command costs milliseconds. */
export class Ssh {
  private readonly atOnce = pLimit(sessions);

  constructor(
    private readonly inventory: Pick<Inventory, 'path' | 'sshConfig' | 'knownHosts'>,
    private readonly machine: Pick<InventoryMachine, 'name' | 'destination' | 'identityFile' | 'sudo'>,
  ) {}

  /**
   * Resolves with the command's result. Rejects with Inconclusive where the machine was not reached, where its host key
   * is not the one that is known, or where the connection was lost before the command had ended.
   */
  async exec(argv: Argv, options: ExecOptions = {}): Promise<ExecResult> {
    const { env, cwd, timeoutMs = longestMs, ...rest } = options;
    const token = `endstate-${randomBytes(8).toString('hex')}`;
    const seconds = Math.ceil(timeoutMs / 1000);
    const bounded = ['timeout', '-s', 'KILL', String(seconds), ...placed(argv, env, cwd)];
    const line = this.line(['sh', '-c', farEnd, token, ...bounded]);
    return this.atOnce(async () => {
      await this.connect(options.signal);
      const result = await run([...this.client('no'), line], { ...rest, timeoutMs: seconds * 1000 + wayMs });
      return this.told({ ...result, command: argv.join(' ') }, token, seconds);
    });
  }

  /** The command line, on this computer, that runs a command there with a terminal. */
  attached(argv: Argv): Argv {
    const [ssh, ...rest] = this.client('no');
    return [ssh, '-t', ...rest, this.line(argv)];
  }

  /** Ends the connection that is kept; the next command makes another. */
  async disconnect(): Promise<void> {
    await underWay.get(this.socket)?.catch(() => {});
    if (existsSync(this.socket)) await this.endConnection();
    await rmdir(this.sockets).catch(() => {}); // another machine's connection is still there, or it is gone already
  }

  private async endConnection(): Promise<void> {
    const [ssh, ...rest] = this.client('no');
    await run([ssh, '-O', 'exit', ...rest], { timeoutMs: wayMs });
    const ended = () => !existsSync(this.socket);
    await until(ended, { what: `the connection to ${this.machine.name} did not end`, withinMs: wayMs });
  }

  private line(argv: Argv): string {
    return shellCommand(this.machine.sudo ? ['sudo', '-n', '--', ...argv] : argv);
  }

  /** Of this process and this inventory alone: two clusters may have machines of the same names and addresses. */
  private get sockets(): string {
    const { path, sshConfig = '' } = this.inventory;
    return join(base(), `${prefix}${process.pid}-${hash(`${path}\0${sshConfig}`)}`);
  }

  /** There as long as the connection is. */
  private get socket(): string {
    return join(this.sockets, hash(this.machine.destination));
  }

  /** `master`: `auto` makes the kept connection, `no` uses it. Host keys are checked whatever the configuration says. */
  private client(master: 'auto' | 'no'): Argv {
    const { sshConfig, knownHosts } = this.inventory;
    const { identityFile, destination } = this.machine;
    const options = {
      BatchMode: 'yes',
      StrictHostKeyChecking: 'yes',
      ConnectTimeout: connectSeconds,
      ServerAliveInterval: 5,
      ServerAliveCountMax: 3,
      LogLevel: 'ERROR',
      ControlMaster: master,
      ControlPath: this.socket,
      ControlPersist: persistSeconds,
      ...(knownHosts ? { UserKnownHostsFile: knownHosts, GlobalKnownHostsFile: '/dev/null' } : {}),
      ...(identityFile ? { IdentityFile: identityFile, IdentitiesOnly: 'yes' } : {}),
    };
    return [
      'ssh',
      ...(sshConfig ? ['-F', sshConfig] : []),
      ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
      '--',
      destination,
    ];
  }

  private async connect(signal?: AbortSignal): Promise<void> {
    if (existsSync(this.socket)) return;
    const connecting = underWay.get(this.socket) ?? this.openConnection().finally(() => underWay.delete(this.socket));
    underWay.set(this.socket, connecting);
    try {
      await connecting;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  /**
   * The first client leaves the connection behind, in the background. It keeps its standard error open there: a file,
   * since a pipe would keep this process waiting.
   */
  private async openConnection(): Promise<void> {
    await this.makeSocketDirectory();
    const said = join(this.sockets, `said-${randomBytes(4).toString('hex')}`);
    const client = [...this.client('auto'), 'true'];
    const argv: Argv = ['sh', '-c', 'exec "$@" 2>"$0"', said, ...client];
    try {
      const result = await run(argv, { timeoutMs: 2 * connectSeconds * 1000 });
      if (result.exitCode !== 0) throw this.unreached({ ...result, stderr: await readFile(said, 'utf8') });
    } finally {
      await rm(said, { force: true });
    }
  }

  private async makeSocketDirectory(): Promise<void> {
    await sweep();
    await mkdir(this.sockets, { mode: 0o700, recursive: true });
    const { uid, mode } = await stat(this.sockets);
    if (uid === process.getuid?.() && (mode & 0o077) === 0) return;
    throw new Inconclusive({ what: `${this.sockets} is not this user's alone`, next: 'remove it' });
  }

  /** Takes what the far end has told off standard error. */
  private told(result: ExecResult, token: string, seconds: number): ExecResult {
    if (result.timedOut) return result;
    const [found, status] = new RegExp(`\\n?${token} (\\d+)\\n?`).exec(result.stderr) ?? [];
    if (found === undefined) throw this.unreached(result);
    const stderr = result.stderr.replace(found, '').replace(/\n$/, '');
    const exitCode = Number(status);
    if (exitCode !== killed || result.durationMs < seconds * 1000) return { ...result, exitCode, stderr };
    return { ...result, exitCode: undefined, stderr, timedOut: true };
  }

  private unreached(result: ExecResult): Inconclusive {
    const [first, ...rest] = this.client('no');
    return new Inconclusive({
      what: `${this.machine.name} could not be reached by ssh`,
      last: lastWords(result),
      next: shellCommand([first, ...rest.filter((_, at) => !ofSharing(rest, at)), 'true']),
    });
  }
}

/** The last line says it; of a host key that has changed, OpenSSH tells many before. */
function lastWords({ stderr, exitCode, timedOut }: ExecResult): string {
  const lines = stderr.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const changed = /IDENTIFICATION HAS CHANGED/.test(stderr)
    ? 'it has another host key than the one that is known: '
    : '';
  return `${changed}${lines.at(-1) ?? (timedOut ? 'no answer' : `ssh exited with ${exitCode}`)}`;
}

/** What a shell makes of SIGKILL. */
const killed = 137;

/** Whether a word belongs to an option that only our own sharing of connections needs: noise in a message. */
function ofSharing(words: readonly string[], at: number): boolean {
  const option = (word = '') => /^(Control|ServerAlive|LogLevel)/.test(word);
  return option(words[at]) || (words[at] === '-o' && option(words[at + 1]));
}

function placed(argv: Argv, env: ExecOptions['env'], cwd: string | undefined): readonly string[] {
  const variables = Object.entries(env ?? {}).map(([name, value]) => `${name}=${value}`);
  const there = cwd === undefined ? argv : ['sh', '-c', 'cd -- "$0" && exec "$@"', cwd, ...argv];
  return variables.length > 0 ? ['env', ...variables, ...there] : there;
}
