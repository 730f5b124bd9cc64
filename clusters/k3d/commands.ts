import { type ExecOptions, run, runOrThrow } from '../../support/exec/exec';
import type { DockerClient } from '../docker/docker';

const answersWithinMs = 10_000;

/** k3d's own command-line program. A non-zero exit rejects, with what it said. */
export async function k3d(words: readonly string[], options: ExecOptions = {}): Promise<string> {
  return (await runOrThrow(['k3d', ...words], options)).stdout;
}

/** What k3d leaves to Docker is asked of the Docker that k3d finds: the one of this shell. */
export const itsDocker: DockerClient = { client: 'docker', env: {} };

/** The first k3d whose configuration files are `k3d.io/v1alpha5`. */
const oldest = [5, 5];

/** What this machine lacks for labs of k3d, in words; undefined if nothing. */
export async function missingForK3d(): Promise<string | undefined> {
  const version = await answer(['k3d', 'version']);
  if (version === undefined) return 'there is no command k3d on this machine (k3d.io)';
  const [, major, minor] = /^k3d version v(\d+)\.(\d+)\./m.exec(version) ?? [];
  if (major === undefined) return `k3d does not tell its version, but: ${version.split('\n')[0]}`;
  const [first = 0, second = 0] = oldest;
  const isOld = Number(major) < first || (Number(major) === first && Number(minor) < second);
  if (isOld) return `k3d is ${major}.${minor}, and ${oldest.join('.')} is needed`;
  const server = await answer(['docker', 'version', '--format', '{{.Server.Version}}']);
  return server === undefined ? 'no Docker answers (docker version)' : undefined;
}

/** What a command printed; undefined if it is not there, or failed. */
async function answer([file, ...args]: readonly [string, ...string[]]): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await run([file, ...args], { timeoutMs: answersWithinMs });
    return exitCode === 0 ? stdout : undefined;
  } catch {
    return undefined;
  }
}
