import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inconclusive, messageOf, Unsupported } from '../../support/errors';
import { run } from '../../support/exec/exec';
import { startTethered } from '../../support/exec/tethered';
import { until } from '../../support/exec/until';
import { ensureArtifact } from '../components/artifact';
import { cacheDir } from '../components/cache';
import { rootfsMaker } from '../components/debian/rootfs';
import type { SetupOptions } from '../components/setup-event';
import { machineCgroup } from '../netns/cgroups';
import { missingFromHost } from '../netns/host';
import { initOf, isAlive, type ProcessId, processId } from '../netns/processes';
import { stateDirectory } from '../state-directory';
import { dockerRootfs } from './packages';

const answersWithinMs = 60_000;
const endsWithinMs = 30_000;
/** The engine's init is the first process of a PID namespace of its own. */
const depth = 1;

export interface StartOptions extends SetupOptions {
  /** `false`: it ends when this process does, however that ends. */
  readonly keep: boolean;
}

/** Where the project's own engine has its data, its socket and its log. */
export const engineDirectory = (): string => join(stateDirectory(), 'docker');
/** The name of its cgroup: another state directory has another engine. */
export const engineId = (): string =>
  `docker-${createHash('sha256').update(engineDirectory()).digest('hex').slice(0, 6)}`;
/** Beside the directory, which goes as soon as the engine does: it tells why that was. */
const engineLog = (): string => `${engineDirectory()}.log`;
export const engineSocket = (): string => join(engineDirectory(), 'docker.sock');
export const engineClient = (): string => join(engineDirectory(), 'bin', 'docker');

/**
 * Starts Debian's Docker from the component store, in network, mount and PID namespaces of its own: this machine gets no bridge,
 * no rule, no route of it. Nothing is done where it runs already. Rejects with Unsupported without root on Linux.
 */
export async function startEngine({ keep, ...options }: StartOptions): Promise<void> {
  if (engineRuns()) return;
  const missing = missingFromHost();
  if (missing.length > 0) {
    throw new Unsupported({ what: 'Docker cannot be started here', last: `this machine lacks ${missing.join(', ')}` });
  }
  const { path } = await ensureArtifact(await rootfsMaker(dockerRootfs), options);
  const rootfs = join(path, 'root');
  await stopEngine();
  await makeDirectories(rootfs);
  const log = engineLog();
  const script = join(__dirname, 'scripts', 'engine.sh');
  const words = [engineDirectory(), engineId(), rootfs, cacheDir(), stateDirectory(), keep ? 'keep' : 'tethered'];
  const { pid } = await startTethered(['bash', script, ...words], { log, tether: !keep });
  const supervisor = processId(pid);
  await writeFile(supervisorFile(), JSON.stringify(supervisor));
  await answers(supervisor, log, options.signal).catch(async (error: unknown) => {
    await stopEngine();
    throw error;
  });
}

/** Ends the engine and everything that it runs, and takes away its data. Nothing is done where there is none. */
export async function stopEngine(): Promise<void> {
  const supervisor = await readSupervisor();
  if (supervisor && isAlive(supervisor)) {
    const ended = () => {
      if (!isAlive(supervisor)) return true;
      endInit();
      return false;
    };
    await until(ended, { what: 'the supervisor of Docker did not end', withinMs: endsWithinMs });
  }
  await run(['bash', join(__dirname, '../netns/scripts/reap.sh'), engineDirectory(), engineId()]);
  await rm(engineLog(), { force: true });
}

/** Whether the project's own engine is up. */
export const engineRuns = (): boolean => existsSync(engineSocket()) && engineInit() !== undefined;

/** PID of the engine's init, as this process numbers it: the way into its namespaces. */
export function engineInit(): number | undefined {
  return initOf(machineCgroup(engineId(), 'engine'), depth);
}

async function makeDirectories(rootfs: string): Promise<void> {
  await Promise.all(['bin', 'data', 'root'].map((name) => mkdir(join(engineDirectory(), name), { recursive: true })));
  await symlink(join(rootfs, 'usr/bin/docker'), engineClient());
}

async function answers(supervisor: ProcessId, log: string, signal?: AbortSignal): Promise<void> {
  let last = '';
  const check = async (): Promise<boolean> => {
    if (!isAlive(supervisor)) throw new Error('Docker ended while it started');
    const result = await run([engineClient(), 'version'], { env: { DOCKER_HOST: `unix://${engineSocket()}` } });
    last = result.stderr;
    return result.exitCode === 0;
  };
  const what = 'Docker does not answer';
  await until(check, { what, withinMs: answersWithinMs, everyMs: 100, ...(signal ? { signal } : {}) }).catch(
    async (error: unknown) => {
      signal?.throwIfAborted();
      const words = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-8).join('\n        ');
      throw new Inconclusive({ what: messageOf(error), last: words || last }, { cause: error });
    },
  );
}

function endInit(): void {
  try {
    const init = engineInit();
    if (init !== undefined) process.kill(init, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

const supervisorFile = () => join(engineDirectory(), 'supervisor.json');

async function readSupervisor(): Promise<ProcessId | undefined> {
  try {
    return JSON.parse(await readFile(supervisorFile(), 'utf8')) as ProcessId;
  } catch {
    return undefined;
  }
}
