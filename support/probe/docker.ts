import { createHash, randomBytes, randomInt } from 'node:crypto';
import { type Condition, met, notYet, type Probe } from '../assert';
import { Inconclusive, Mismatch } from '../errors';
import { type Argv, type ExecOptions, type ExecResult, type Executor, failureText } from '../exec/exec';

const answersWithinMs = 30_000;
const noSuchImage = /No such image|Unable to find image/;
const killedAfterMs = 5_000;
/** timeout(1): after SIGTERM, and after SIGKILL. */
const endedByTimeout = [124, 137];
const lastLines = 12;

/** What every container of a step may take: an image is a stranger's. */
export const containerLimits = ['--memory', '1g', '--pids-limit', '256'] as const;

/** Asks Docker on a machine; its exit status is a result. Rejects with Inconclusive where Docker itself has ended. */
export async function docker(host: Executor, words: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
  return withDocker(host, ['docker', ...words], options);
}

/** The same for a command that asks Docker by itself. It is ended on the machine itself when its time is up. */
export async function withDocker(host: Executor, argv: Argv, options: ExecOptions = {}): Promise<ExecResult> {
  const { timeoutMs = answersWithinMs, ...rest } = options;
  const limit: Argv = ['timeout', `--kill-after=${killedAfterMs / 1000}`, `${timeoutMs / 1000}`];
  const seen = await host.exec([...limit, ...argv], { ...rest, timeoutMs: timeoutMs + 3 * killedAfterMs });
  const timedOut = seen.timedOut || (endedByTimeout.includes(seen.exitCode ?? 0) && seen.durationMs >= timeoutMs);
  if (seen.exitCode !== 0) await requireDaemon(host, seen);
  return { ...seen, timedOut };
}

/** Asked of systemd: what is said on standard error may be an image's own words. One that ended was started again. */
async function requireDaemon(host: Executor, result: ExecResult): Promise<void> {
  const words = ['show', 'docker', '--property=ActiveState', '--property=NRestarts'] as const;
  const { stdout } = await host.exec(['systemctl', ...words], { timeoutMs: answersWithinMs });
  if (/^ActiveState=active$/m.test(stdout) && /^NRestarts=0$/m.test(stdout)) return;
  const last = `${stdout.trim().replace('\n', ', ')}; ${lastWords(result)}`;
  throw new Inconclusive({ what: `Docker was not there all the time on ${host.name}`, last });
}

/** The same, but what it refuses decides nothing: Inconclusive. Resolves with what it printed. */
export async function askDocker(host: Executor, words: readonly string[], options: ExecOptions = {}): Promise<string> {
  const result = await docker(host, words, options);
  if (result.exitCode === 0) return result.stdout.trim();
  const what = noSuchImage.test(result.stderr)
    ? `there is no image ${words.at(-1)} on ${host.name}`
    : `docker ${words[0]} failed on ${host.name}`;
  throw new Inconclusive({ what, last: failureText(result), next: 'look at the steps before this one' });
}

/** What a command of Docker's said at its end. */
export function lastWords({ stdout, stderr, timedOut }: ExecResult): string {
  const said = [...stdout.trim().split('\n'), ...stderr.trim().split('\n')].filter(Boolean).slice(-lastLines);
  return [...said, ...(timedOut ? ['its time was up'] : [])].join('\n        ');
}

const fullDisk = /no space left on device/i;

/**
 * Throws Inconclusive where a command has run out of time or of disk: the machine may be to blame as well as the image. Where the image
 * is, the same comes back beside a model answer that passes.
 */
export function requireMeans(result: ExecResult, what: string): void {
  const full = [result.stdout, result.stderr].some((text) => fullDisk.test(text));
  if (result.exitCode === 0 || !(result.timedOut || full)) return;
  const next = full ? 'make room on the disk of the state directory' : 'look at what else the machine was busy with';
  throw new Inconclusive({ what, last: lastWords(result), next });
}

/** A container as Docker inspects it, with its last words. */
export interface ContainerState {
  readonly id: string;
  /** `created`, `running`, `exited` … */
  readonly status: string;
  readonly exitCode: number;
  /** Why it could not be started, in Docker's words; empty where it was. */
  readonly error: string;
  readonly log: string;
}

/** Of what a step started: how its containers are told from others, and of which image they are. */
export const imageLabel = 'dev.endstate.image';

/** The newest container that a step started of the image. Not there: Inconclusive. */
export function container(host: Executor, image: string): Probe<ContainerState> {
  return {
    description: `the container of ${image} on ${host.name}`,
    limitMs: 2 * answersWithinMs,
    observe: async (signal) => {
      const filter = `label=${imageLabel}=${image}`;
      const [id] = (await askDocker(host, ['ps', '--all', '--quiet', '--filter', filter], { signal })).split('\n');
      if (!id) throw new Inconclusive({ what: `no container of ${image} was started on ${host.name}` });
      const state = JSON.parse(await askDocker(host, ['inspect', '--format', '{{json .State}}', id], { signal }));
      const { stdout, stderr } = await docker(host, ['logs', '--tail', '50', id], { signal });
      const log = [stdout, stderr].filter(Boolean).join('\n');
      return { id, status: state.Status, exitCode: state.ExitCode, error: state.Error, log };
    },
  };
}

/** It has ended by itself, or could not be started, with that status; `says` is in its log or in Docker's reason. */
export function hasExited(status: number, says?: string): Condition<ContainerState> {
  return ({ status: now, exitCode, error, log }) => {
    const words = [error, log.trim().split('\n').slice(-lastLines).join('\n        ')]
      .filter(Boolean)
      .join('\n        ');
    const seen = `${now}, exit status ${exitCode}${words ? `: ${words}` : ', and has said nothing'}`;
    const ended = now === 'exited' || now === 'dead' || error !== '';
    if (!ended) return notYet(seen, now);
    if (exitCode !== status) return notYet(seen, `exit-${exitCode}`);
    return says === undefined || words.includes(says) || log.includes(says) ? met(seen) : notYet(seen, 'other-output');
  };
}

/** The bytes of an image as `docker images` counts them. */
export async function imageBytes(host: Executor, image: string, signal: AbortSignal): Promise<number> {
  return Number(await askDocker(host, ['image', 'inspect', '--format', '{{.Size}}', image], { signal }));
}

/** The digests of an image's layers, from the bottom up. */
export async function imageLayers(host: Executor, image: string, signal: AbortSignal): Promise<readonly string[]> {
  return JSON.parse(
    await askDocker(host, ['image', 'inspect', '--format', '{{json .RootFS.Layers}}', image], { signal }),
  );
}

/** Whether an image begins with all layers of another one. Nothing is made on an image that has none. */
export function isMadeOn(layers: readonly string[], base: readonly string[]): boolean {
  return base.length > 0 && base.every((layer, index) => layers[index] === layer);
}

const mostInput = 64 * 1024;

/**
 * Gives the image input that nobody can foresee, on its standard input. Rejects with Mismatch unless it prints its SHA-256, with
 * Inconclusive as {@link requireMeans} does.
 */
export async function requireHashes(host: Executor, image: string, signal: AbortSignal): Promise<void> {
  const input = randomBytes(randomInt(1, mostInput));
  const words = ['run', '--interactive', '--rm', '--network', 'none', ...containerLimits, image];
  await askDocker(host, ['image', 'inspect', '--format', '{{.Id}}', image], { signal });
  const result = await docker(host, words, { input, signal });
  const digest = createHash('sha256').update(input).digest('hex');
  const [printed = ''] = result.stdout.trim().toLowerCase().split(/\s/);
  if (result.exitCode === 0 && printed === digest) return;
  const what = `the image ${image} on ${host.name} did not answer the SHA-256 of ${input.length} bytes`;
  requireMeans(result, what);
  const last = `${printed === digest ? '' : `printed ${JSON.stringify(result.stdout.slice(0, 200))}, not ${digest}; `}exit status ${result.exitCode ?? 'none'}: ${lastWords(result)}`;
  throw new Mismatch({ what, last }, result.exitCode === 0 ? 'other-digest' : `exit-${result.exitCode ?? 'signal'}`);
}
