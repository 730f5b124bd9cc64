import { type Argv, type ExecOptions, type ExecResult, failureText, run } from '../../support/exec/exec';
import { engineClient, engineRuns, engineSocket } from './engine';

const answersWithinMs = 5_000;
/** The client's words, and its exit status, when it could not ask for the command to be run. */
const notRun = /^(Error response from daemon|Error: No such container|Cannot connect to the Docker daemon)/;

/** How a Docker is asked. */
export interface DockerClient {
  /** For programs that call `docker` themselves. */
  readonly env: Readonly<Record<string, string>>;
  /** Docker's own command-line client: a path, or `docker`. */
  readonly client: string;
}

/** A Docker that answers. */
export interface Docker extends DockerClient {
  readonly version: string;
  /** The project's own, in a network of its own: what it publishes is not at this machine's addresses. */
  readonly own: boolean;
}

/**
 * The Docker that labs are made on: the one that answers to this shell's `docker` (DOCKER_HOST, contexts), else the project's own
 * (`endstate docker up`). Otherwise why there is none.
 */
export async function findDocker(): Promise<Docker | { readonly missing: string }> {
  const theirs = await ask('docker', {});
  if (typeof theirs !== 'string') return { ...theirs, own: false };
  if (!engineRuns()) return { missing: `${theirs}; endstate docker up starts one` };
  const env = {
    DOCKER_HOST: `unix://${engineSocket()}`,
    PATH: `${engineClient().replace(/\/docker$/, '')}:${process.env.PATH}`,
  };
  const ours = await ask(engineClient(), env);
  return typeof ours === 'string' ? { missing: ours } : { ...ours, own: true };
}

/** Runs a command of Docker's client; its exit status is a result. */
export function docker(
  { client, env }: DockerClient,
  words: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  return run([client, ...words], { ...options, env: { ...env, ...options.env } });
}

/** The same, but rejects unless the client exits with 0. Resolves with what it printed. */
export async function dockerOrThrow(
  to: DockerClient,
  words: readonly string[],
  options: ExecOptions = {},
): Promise<string> {
  const result = await docker(to, words, options);
  if (result.exitCode !== 0) throw new Error(failureText(result));
  return result.stdout;
}

/**
 * Runs a command in a container. A command that is cut off by its deadline goes on there until it ends by itself: Docker has no
 * word for its end. Rejects if the command was not run.
 */
export async function execIn(
  to: DockerClient,
  container: string,
  argv: Argv,
  options: ExecOptions = {},
): Promise<ExecResult> {
  const { env = {}, cwd, ...rest } = options;
  const words = [
    'exec',
    ...(options.input === undefined ? [] : ['--interactive']),
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...(cwd === undefined ? [] : ['--workdir', cwd]),
    container,
    ...argv,
  ];
  const result = await docker(to, words, rest);
  if (result.exitCode === 1 && notRun.test(result.stderr)) throw new Error(result.stderr.trim());
  return result;
}

/** A Docker, or in words why it is none. */
async function ask(client: string, env: Readonly<Record<string, string>>): Promise<Omit<Docker, 'own'> | string> {
  try {
    const words = ['version', '--format', '{{.Server.Version}}'];
    const result = await run([client, ...words], { env, timeoutMs: answersWithinMs });
    if (result.exitCode === 0) return { version: result.stdout.trim(), env, client };
    return `no Docker answers (${result.stderr.trim().split('\n')[0] ?? 'docker version failed'})`;
  } catch {
    return 'no Docker answers (there is no command docker)';
  }
}
