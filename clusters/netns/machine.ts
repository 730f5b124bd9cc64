import { messageOf } from '../../support/errors';
import type { Argv, ExecOptions, ExecResult, Executor } from '../../support/exec/exec';
import { run, runOrThrow } from '../../support/exec/exec';
import { until } from '../../support/exec/until';
import { DidNotBoot, type Machine, type Node, type Power } from '../lab';
import { initCgroups, machineCgroup } from './cgroups';
import type { MachinePlan, NodePlan } from './plan';
import { initOf } from './processes';

const path = '/opt/kubernetes/bin:/opt/etcd/bin:/opt/containerd/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin';
const labDepth = 1;
const machineDepth = 2;
/** Seconds where nothing else runs; a computer full of labs takes ten times as long. */
const bootDeadlineMs = 60_000;
const cutDeadlineMs = 10_000;

/** The namespaces of a process, and perhaps the network of another (a path of /proc). */
export interface Place {
  readonly target: number;
  readonly network?: string | undefined;
}

/** Enters the namespaces of a process and runs a command there, with a clean environment. */
export function enter({ target, network }: Place, argv: Argv, options: ExecOptions = {}): Promise<ExecResult> {
  const { env = {}, ...rest } = options;
  return run([...enterArgv({ target, network }), ...cleanEnvironment(env), ...argv], rest);
}

/** The start of a command line that drops the runner's environment: a machine has its own. */
function cleanEnvironment(more: Readonly<Record<string, string>>, ...flags: string[]): readonly string[] {
  const variables = Object.entries({ PATH: path, HOME: '/root', LANG: 'C.UTF-8', ...more });
  return ['/usr/bin/env', '-i', ...flags, ...variables.map(([name, value]) => `${name}=${value}`)];
}

/** The command line that {@link enter} starts with: also what `endstate shell` runs with a terminal. */
export function enterArgv({ target, network }: Place): Argv {
  const net = network ? `--net=${network}` : '--net';
  return ['nsenter', `--target=${target}`, '--mount', '--uts', '--ipc', '--pid', '--cgroup', net];
}

/** PID of the lab's init, as this process numbers it. Throws if the lab is gone. */
export function fabricInit(labId: string): number {
  const pid = initOf(machineCgroup(labId, 'fabric'), labDepth);
  if (pid === undefined) throw new Error(`lab ${labId} is not running`);
  return pid;
}

/** The fabric as a place to run commands: on every network of the lab, with the lab's tools. */
export function fabricExecutor(labId: string, name: string): Executor {
  return { name, exec: async (argv, options) => enter({ target: fabricInit(labId) }, argv, options) };
}

/** A machine of the netns provider: namespaces of its own under a runit service of the fabric. */
export class NetnsMachine implements Machine {
  readonly name: string;
  readonly addresses: readonly string[];

  constructor(
    private readonly labId: string,
    plan: MachinePlan,
  ) {
    this.name = plan.name;
    this.addresses = [
      plan.address,
      ...plan.cables.map(({ address }) => address).filter((each) => each !== plan.address),
    ];
  }

  /** PID of the machine's init; `undefined` while it is off. */
  init(): number | undefined {
    for (const cgroup of initCgroups(this.labId, this.name)) {
      const pid = initOf(cgroup, machineDepth);
      if (pid !== undefined) return pid;
    }
    return undefined;
  }

  async exec(argv: Argv, options?: ExecOptions): Promise<ExecResult> {
    return enter({ target: this.runningInit() }, argv, options);
  }

  async read(file: string): Promise<Buffer> {
    const { exitCode, stdout, stderr } = await this.exec(['base64', '--wrap=0', file]);
    if (exitCode !== 0) throw new Error(`${this.name}: cannot read ${file}: ${stderr}`);
    return Buffer.from(stdout, 'base64');
  }

  async write(file: string, content: string | Buffer, mode = 0o644): Promise<void> {
    const script = 'mkdir -p "$(dirname "$1")" && cat >"$1.new" && chmod "$2" "$1.new" && mv -T "$1.new" "$1"';
    const argv: Argv = ['sh', '-c', script, 'write', file, mode.toString(8)];
    const { exitCode, stderr } = await this.exec(argv, { input: content });
    if (exitCode !== 0) throw new Error(`${this.name}: cannot write ${file}: ${stderr}`);
  }

  attached(argv: Argv): Argv {
    const environment = cleanEnvironment({ TERM: process.env.TERM ?? 'dumb' }, '--chdir=/root');
    return [...enterArgv({ target: this.runningInit() }), ...environment, ...argv];
  }

  async power(to: Power, signal: AbortSignal): Promise<void> {
    if (to !== 'on') await this.cutPower(signal);
    if (to !== 'off') await this.boot(signal);
  }

  private runningInit(): number {
    const pid = this.init();
    if (pid === undefined) throw new Error(`${this.name} is switched off`);
    return pid;
  }

  /** `down` alone would wait for a shutdown: unshare ignores SIGTERM, and the plug is pulled with SIGKILL. */
  private async cutPower(signal: AbortSignal): Promise<void> {
    await this.runit('down', signal);
    await this.runit('kill', signal);
    await until(() => this.init() === undefined, {
      what: `${this.name} still runs after its power was cut`,
      withinMs: cutDeadlineMs,
      signal,
    });
  }

  private async boot(signal: AbortSignal): Promise<void> {
    await this.runit('up', signal);
    await this.booted(signal);
  }

  /** Resolves once it has booted; rejects with {@link DidNotBoot}. */
  async booted(signal: AbortSignal): Promise<void> {
    const what = `${this.name} did not boot`;
    await until(() => this.hasBooted(), { what, withinMs: bootDeadlineMs, signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      const next = `its console: evidence, ${this.name}/log/console.log`;
      throw new DidNotBoot({ what: messageOf(error), next }, { cause: error });
    });
  }

  private async hasBooted(): Promise<boolean> {
    return this.init() !== undefined && (await this.exec(['test', '-e', '/run/booted'])).exitCode === 0;
  }

  private async runit(command: 'up' | 'down' | 'kill', signal: AbortSignal): Promise<void> {
    const sv = ['sv', command, `/lab/machine-services/${this.name}`] as const;
    await runOrThrow([...enterArgv({ target: fabricInit(this.labId) }), ...sv], { env: { PATH: path }, signal });
  }
}

/** A machine of the cluster. */
export class NetnsNode extends NetnsMachine implements Node {
  readonly role: NodePlan['role'];

  constructor(labId: string, plan: NodePlan) {
    super(labId, plan);
    this.role = plan.role;
  }
}
