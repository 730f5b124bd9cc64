import { messageOf } from '../../support/errors';
import type { Argv, ExecOptions, ExecResult } from '../../support/exec/exec';
import { until } from '../../support/exec/until';
import { docker, dockerOrThrow, execIn } from '../docker/docker';
import { DidNotBoot, type Node, type Power } from '../lab';
import { itsDocker, k3d } from './commands';

const bootDeadlineMs = 60_000;
const writing = 'mkdir -p "$(dirname "$0")" && cat >"$0" && chmod "$1" "$0"';

/** A node of k3d: a container of k3s, whose disk is the container's own layer. Its programs are BusyBox's. */
export class K3dNode implements Node {
  constructor(
    readonly name: string,
    readonly container: string,
    readonly addresses: readonly string[],
    readonly role: Node['role'],
    /** What shares its namespaces, and ends when they do. */
    private readonly tools: string,
  ) {}

  exec(argv: Argv, options?: ExecOptions): Promise<ExecResult> {
    return execIn(itsDocker, this.container, argv, options);
  }

  async read(path: string): Promise<Buffer> {
    const { exitCode, stdout, stderr } = await this.exec(['base64', path]);
    if (exitCode !== 0) throw new Error(`${this.name}: cannot read ${path}: ${stderr}`);
    return Buffer.from(stdout, 'base64');
  }

  async write(path: string, content: string | Buffer, mode = 0o644): Promise<void> {
    const argv: Argv = ['sh', '-c', writing, path, mode.toString(8)];
    const { exitCode, stderr } = await this.exec(argv, { input: content });
    if (exitCode !== 0) throw new Error(`${this.name}: cannot write ${path}: ${stderr}`);
  }

  attached(argv: Argv): Argv {
    return ['docker', 'exec', '--interactive', '--tty', this.container, ...argv];
  }

  async power(to: Power, signal: AbortSignal): Promise<void> {
    if (to !== 'on') await docker(itsDocker, ['kill', '--signal', 'KILL', this.container], { signal });
    if (to !== 'off') await this.boot(signal);
  }

  /** k3d starts it, since it sets names on the network that Docker forgets; Docker forgets the host name too. */
  private async boot(signal: AbortSignal): Promise<void> {
    await k3d(['node', 'start', this.container], { signal });
    const what = `${this.name} did not boot`;
    await until(() => this.takesItsName(), { what, withinMs: bootDeadlineMs, everyMs: 200, signal }).catch(
      async (error: unknown) => {
        signal.throwIfAborted();
        const last = (await docker(itsDocker, ['logs', '--tail', '8', this.container])).stdout.trim();
        throw new DidNotBoot({ what: messageOf(error), last, next: `docker logs ${this.container}` }, { cause: error });
      },
    );
    await dockerOrThrow(itsDocker, ['restart', '--time', '0', this.tools], { signal });
  }

  /** Whether commands run there; then it has the name of the spec. */
  takesItsName(): Promise<boolean> {
    return this.exec(['hostname', this.name]).then(
      ({ exitCode }) => exitCode === 0,
      () => false,
    );
  }
}
