import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Argv } from './exec';

/** A process of its own session whose standard input this process holds: it sees end-of-file when this one is gone. */
export interface Tethered {
  readonly pid: number;
  /** Closes its standard input. */
  letGo(): void;
}

export interface TetherOptions {
  /** File that takes its output. */
  readonly log: string;
  /** `false`: standard input is /dev/null from the start, and the process outlives this one. */
  readonly tether: boolean;
}

/** Starts a process that Ctrl-C does not reach. Rejects with the system's words if it could not be started. */
export async function startTethered([file, ...args]: Argv, { log, tether }: TetherOptions): Promise<Tethered> {
  const output = openSync(log, 'a');
  const child = spawn(file, args, { detached: true, stdio: [tether ? 'pipe' : 'ignore', output, output] });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
  (child.stdin as Socket | null)?.unref();
  return { pid: child.pid as number, letGo: () => child.stdin?.destroy() };
}
