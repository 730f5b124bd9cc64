import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf, Unsupported } from '../../support/errors';

export interface LockOptions {
  readonly signal?: AbortSignal;
  /** Called once if somebody else holds the lock. */
  readonly onWait?: () => void;
}

const waitIsWorthALineMs = 300;

/**
 * Runs `body` while holding an exclusive lock on `file`, waiting for it as long as it takes (the signal ends the wait).
 * The lock is the kernel's (flock), held by a helper that the kernel ends when this process dies: however it dies,
 * SIGKILL too, the next one gets the lock at once.
 */
export async function withLock<T>(file: string, body: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  const holder = hold(file);
  try {
    await held(holder, options);
    return await body();
  } finally {
    holder.kill('SIGKILL');
  }
}

/** Prints a line when it has the lock; ends, too, when our end of its pipe closes. */
function hold(file: string): ChildProcess {
  const dieWithUs = ['--pdeathsig', 'KILL', '--'];
  const flock = ['flock', '--exclusive', '--no-fork', file, 'sh', '-c', 'echo held; exec cat'];
  return spawn('setpriv', [...dieWithUs, ...flock], { stdio: ['pipe', 'pipe', 'ignore'] });
}

async function held(holder: ChildProcess, { signal, onWait }: LockOptions): Promise<void> {
  const waiting = setTimeout(() => onWait?.(), waitIsWorthALineMs);
  const settled = new AbortController();
  const either = signal ? AbortSignal.any([signal, settled.signal]) : settled.signal;
  try {
    const word = once(holder.stdout as NodeJS.ReadableStream, 'data', { signal: either }).then(() => 'held');
    const end = once(holder, 'exit', { signal: either }).then(() => 'ended');
    if ((await Promise.race([word, end])) === 'ended') throw new Error('flock ended without the lock');
  } catch (error) {
    signal?.throwIfAborted();
    const next = 'apt-get install util-linux';
    throw new Unsupported({ what: 'the cache could not be locked', last: messageOf(error), next });
  } finally {
    clearTimeout(waiting);
    settled.abort();
  }
}
