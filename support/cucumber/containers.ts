import { eventually } from '../assert';
import { BadInput, Mismatch } from '../errors';
import {
  container,
  containerLimits,
  docker,
  hasExited,
  imageLabel,
  lastWords,
  requireHashes,
  requireMeans,
} from '../probe';
import { dockerHost } from './docker-hosts';
import { requirePort } from './target';
import { defaultWithinMs, waiting } from './waiting';
import type { World } from './world';

/** A port of the host that leads to one of a container. */
export interface PublishedPort {
  readonly host: number;
  readonly container: number;
}

/** Docker's own: a container was made, and what it was to run could not be started. */
const notStarted = [126, 127];

/**
 * Starts a container in the background. One whose program cannot be started is there all the same, and what is claimed of it
 * decides; where there is none, what Docker refused is a Mismatch, and what has run out of time or disk Inconclusive.
 */
export async function runImage(world: World, machine: string, image: string, port?: PublishedPort): Promise<void> {
  const publish = port ? ['--publish', `${port.host}:${port.container}`] : [];
  const words = ['run', '--detach', ...publish, ...containerLimits, '--label', `${imageLabel}=${image}`, image];
  const result = await docker(dockerHost(world, machine), words, { signal: world.signal });
  if (result.exitCode === 0 || notStarted.includes(result.exitCode ?? 0)) return;
  const what = `the image ${image} did not run on ${machine}`;
  requireMeans(result, what);
  throw new Mismatch({ what, last: lastWords(result) }, 'did-not-start');
}

export function publishedPort(host: number, inside: number): PublishedPort {
  return { host: requirePort(host), container: requirePort(inside) };
}

/** What is claimed of a container's end. */
export interface ExitClaim {
  readonly machine: string;
  readonly image: string;
  readonly status: number;
  readonly says?: string;
  readonly withinMs: number | undefined;
}

export function judgeExit(world: World, { machine, image, status, says, withinMs }: ExitClaim): Promise<unknown> {
  const what = `the container of ${image} on ${machine} did not exit with ${status}${says ? ` and say "${says}"` : ''}`;
  const options = waiting(world, withinMs ?? defaultWithinMs.command, what);
  return eventually(container(dockerHost(world, machine), image), hasExited(status, says), options);
}

/** The step's number of tries. Throws BadInput for none. */
export function requireTries(times: number): void {
  if (times < 1) throw new BadInput({ what: `${times} times claims nothing`, next: 'write 5 times' });
}

/** Every input that the judge makes up is answered with its SHA-256. */
export async function judgeHashes(world: World, machine: string, image: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await requireHashes(dockerHost(world, machine), image, world.signal);
}
