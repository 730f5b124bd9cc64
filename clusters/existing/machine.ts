import { Inconclusive, messageOf, Unsupported } from '../../support/errors';
import { type Argv, type ExecOptions, type ExecResult, failureText } from '../../support/exec/exec';
import { until } from '../../support/exec/until';
import { DidNotBoot, type Machine, type Node, type Power } from '../lab';
import type { InventoryMachine, Permission } from './inventory';
import { script } from './scripts';
import type { Ssh } from './ssh';

/** Firmware and all: longer than any machine that somebody waits for. */
const bootDeadlineMs = 5 * 60_000;
const scriptMs = 30_000;
const lookMs = 5_000;

/** What a machine asks before it is changed. */
export interface Permits {
  readonly allow: readonly Permission[];
  /** Rejects unless the cluster is ours; resolves once it is noted that this machine is changed. */
  note(machine: string): Promise<void>;
}

/** A machine of an inventory: a real one that somebody else made and wants back as it was. */
export class SshMachine implements Machine {
  readonly name: string;

  constructor(
    private readonly entry: InventoryMachine,
    readonly addresses: readonly string[],
    private readonly ssh: Ssh,
    private readonly permits: Permits,
  ) {
    this.name = entry.name;
  }

  async exec(argv: Argv, options: ExecOptions = {}): Promise<ExecResult> {
    const setting = settingOf(argv);
    if (setting !== undefined) {
      await this.permit('sysctl', `${setting} of ${this.name} is changed`);
      await this.script('keep-sysctl', [setting]);
    } else if (options.changes) {
      await this.permit('commands', `what "${argv.slice(-1)}" does to ${this.name} could not be undone`);
    }
    return this.ssh.exec(argv, options);
  }

  async read(path: string): Promise<Buffer> {
    const { exitCode, stdout, stderr } = await this.ssh.exec(['base64', path], { timeoutMs: scriptMs });
    if (exitCode !== 0) throw new Error(`${this.name}: cannot read ${path}: ${stderr}`);
    return Buffer.from(stdout, 'base64');
  }

  /** The file as it was comes back when the cluster is given back. */
  async write(path: string, content: string | Buffer, mode = 0o644): Promise<void> {
    await this.permit('write', `${path} of ${this.name} is written`);
    await this.script('keep-file', [path]);
    await this.script('write-file', [path, mode.toString(8)], content);
  }

  attached(argv: Argv): Argv {
    return this.ssh.attached(argv);
  }

  async power(to: Power, signal: AbortSignal): Promise<void> {
    if (to !== 'cycle') {
      const what = `${this.name} cannot be switched ${to}: nobody could undo that from here`;
      throw new Unsupported({ what, next: 'machines of an existing cluster can reboot' });
    }
    await this.permit('reboot', `${this.name} would reboot`);
    const before = await this.boot();
    // The connection ends with the machine, perhaps before the command has.
    await this.ssh.exec(this.entry.reboot, { timeoutMs: lookMs, signal }).catch(() => signal.throwIfAborted());
    await this.ssh.disconnect();
    await this.hasBooted(before, signal);
  }

  /** Undoes what is noted on the machine. Resolves with what could not be given back; rejects where it is not reached. */
  async giveBack(): Promise<readonly string[]> {
    const { exitCode, stdout, stderr } = await this.ssh.exec(script('give-back'), { timeoutMs: scriptMs });
    if (exitCode === 0) return [];
    const lines = (stdout || stderr || '/var/lib/endstate-lease is still there').split('\n');
    return lines.map((line) => `${this.name}: ${line}`);
  }

  disconnect(): Promise<void> {
    return this.ssh.disconnect();
  }

  /** Which boot the machine is in, and whether that is over: `<id> <state of systemd>`. */
  private async boot(signal?: AbortSignal): Promise<string> {
    const look = 'cat /proc/sys/kernel/random/boot_id; systemctl is-system-running 2>/dev/null';
    const options = { timeoutMs: lookMs, ...(signal ? { signal } : {}) };
    return (await this.ssh.exec(['sh', '-c', look], options)).stdout;
  }

  private async hasBooted(before: string, signal: AbortSignal): Promise<void> {
    const idOf = (seen: string) => seen.split('\n')[0];
    let last = '';
    const check = async () => {
      last = await this.boot(signal).catch(messageOf);
      return /^[0-9a-f-]{36}(\n|$)/.test(last) && idOf(last) !== idOf(before) && !/^(initializ|start)ing$/m.test(last);
    };
    const what = `${this.name} did not boot`;
    const options = { what, withinMs: bootDeadlineMs, everyMs: 500, signal, last: () => last };
    await until(check, options).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new DidNotBoot({ what: messageOf(error), next: 'look at its console' }, { cause: error });
    });
  }

  private async permit(word: Permission, what: string): Promise<void> {
    if (!this.permits.allow.includes(word)) {
      const next = `where that may be, write "${word}" into allow of the inventory`;
      throw new Unsupported({ what: `${what}, and the inventory does not allow it`, next });
    }
    await this.permits.note(this.name);
  }

  private async script(name: Parameters<typeof script>[0], words: readonly string[], input?: string | Buffer) {
    const options = { timeoutMs: scriptMs, ...(input === undefined ? {} : { input }) };
    const result = await this.ssh.exec(script(name, ...words), options);
    if (result.exitCode === 0) return;
    const last = result.stderr || failureText(result);
    throw new Inconclusive({ what: `${name} ${words[0]} failed on ${this.name}`, last });
  }
}

export class SshNode extends SshMachine implements Node {
  constructor(
    readonly role: Node['role'],
    ...machine: ConstructorParameters<typeof SshMachine>
  ) {
    super(...machine);
  }
}

/** `sysctl -w <name>=<value>` is what can be set back; the name. */
function settingOf([tool, flag, assignment]: Argv): string | undefined {
  if (tool !== 'sysctl' || flag !== '-w') return undefined;
  return /^[\w.-]+(?==)/.exec(assignment ?? '')?.[0];
}
