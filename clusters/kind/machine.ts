import { messageOf } from '../../support/errors';
import type { Argv, ExecOptions, ExecResult, Executor } from '../../support/exec/exec';
import { until } from '../../support/exec/until';
import { type Docker, docker, dockerOrThrow, execIn } from '../docker/docker';
import { DidNotBoot, type Machine, type Node, type Power } from '../lab';

/** Seconds where nothing else runs. */
const bootDeadlineMs = 60_000;

/** What Docker mounts (/etc/hosts, /etc/resolv.conf) cannot be replaced, only written. */
const writing =
  'mkdir -p "$(dirname "$1")" && cat >"$1.new" && chmod "$2" "$1.new" && { mv -T "$1.new" "$1" 2>/dev/null || { cat "$1.new" >"$1" && rm "$1.new"; }; }';

/** A container as a machine: its disk is the container's own layer and its volume at /var. */
export class ContainerMachine implements Machine {
  constructor(
    protected readonly to: Docker,
    readonly container: string,
    readonly name: string,
    readonly addresses: readonly string[],
  ) {}

  exec(argv: Argv, options?: ExecOptions): Promise<ExecResult> {
    return execIn(this.to, this.container, argv, options);
  }

  async read(file: string): Promise<Buffer> {
    const { exitCode, stdout, stderr } = await this.exec(['base64', '--wrap=0', file]);
    if (exitCode !== 0) throw new Error(`${this.name}: cannot read ${file}: ${stderr}`);
    return Buffer.from(stdout, 'base64');
  }

  async write(file: string, content: string | Buffer, mode = 0o644): Promise<void> {
    const argv: Argv = ['sh', '-c', writing, 'write', file, mode.toString(8)];
    const { exitCode, stderr } = await this.exec(argv, { input: content });
    if (exitCode !== 0) throw new Error(`${this.name}: cannot write ${file}: ${stderr}`);
  }

  attached(argv: Argv): Argv {
    const variables = Object.entries(this.to.env).map(([name, value]) => `${name}=${value}`);
    const terminal = [
      '--interactive',
      ...(process.stdin.isTTY ? ['--tty'] : []),
      '--env',
      `TERM=${process.env.TERM ?? 'dumb'}`,
    ];
    return ['env', ...variables, this.to.client, 'exec', ...terminal, this.container, ...argv];
  }

  async power(to: Power, signal: AbortSignal): Promise<void> {
    if (to !== 'on') await docker(this.to, ['kill', '--signal', 'KILL', this.container], { signal });
    if (to !== 'off') await this.boot(signal);
  }

  /** Resolves once its systemd has started everything. */
  async boot(signal: AbortSignal): Promise<void> {
    await dockerOrThrow(this.to, ['start', this.container], { signal });
    const what = `${this.name} did not boot`;
    await until(() => this.hasBooted(), { what, withinMs: bootDeadlineMs, everyMs: 100, signal }).catch(
      async (error: unknown) => {
        signal.throwIfAborted();
        const console = (await docker(this.to, ['logs', '--tail', '8', this.container])).stdout.trim();
        const next = `its console: docker logs ${this.container}`;
        throw new DidNotBoot({ what: messageOf(error), last: console, next }, { cause: error });
      },
    );
  }

  private async hasBooted(): Promise<boolean> {
    const argv: Argv = ['systemctl', 'is-active', '--quiet', 'multi-user.target'];
    return this.exec(argv).then(
      ({ exitCode }) => exitCode === 0,
      () => false,
    );
  }
}

/** A machine of the cluster. */
export class ContainerNode extends ContainerMachine implements Node {
  constructor(
    to: Docker,
    container: string,
    name: string,
    addresses: readonly string[],
    readonly role: Node['role'],
  ) {
    super(to, container, name, addresses);
  }
}

/** A machine's network, or that of a pod on it, with the lab's tools. `podUid` with the underscores of its cgroup. */
export function toolsIn(to: Docker, container: string, name: string, script: string, podUid = ''): Executor {
  return {
    name,
    exec: async (argv, options) => {
      const result = await execIn(to, container, ['bash', '-c', script, 'in-tools', podUid, ...argv], options);
      if (result.exitCode === 125) throw new Error(`${name}: ${result.stderr.trim()}`);
      return result;
    },
  };
}
