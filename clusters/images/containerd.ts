import { join } from 'node:path';
import { Inconclusive } from '../../support/errors';
import { failureText, run } from '../../support/exec/exec';
import { orphanSafe } from '../components/orphan-safe';

export interface ContainerdTask {
  /** A machine's root file system, with containerd and ctr. */
  readonly rootfs: string;
  /** A directory with others, that are taken instead. */
  readonly bin?: string | undefined;
  /** containerd's root directory, on this machine. */
  readonly root: string;
  /** A directory that the script sees at `/exchange`. */
  readonly exchange: string;
  /** bash, in which `ctr` works. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly timeoutMs: number;
  /** What did not happen if it fails, and what to do then. */
  readonly failure: { readonly what: string; readonly next: string };
  readonly signal?: AbortSignal;
}

/** Runs a script beside a containerd of its own, of which nothing is left. Resolves with what it printed. Needs root. */
export async function withContainerd(task: ContainerdTask): Promise<string> {
  const { rootfs, bin = '', root, exchange, script, args = [], timeoutMs, failure, signal } = task;
  const argv = orphanSafe([
    'bash',
    join(__dirname, 'containerd.sh'),
    rootfs,
    bin,
    root,
    exchange,
    script,
    'script',
    ...args,
  ]);
  const result = await run(argv, { timeoutMs, ...(signal ? { signal } : {}) });
  if (result.exitCode === 0) return result.stdout;
  const last = failureText(result).split('\n').slice(1).join('\n        ');
  throw new Inconclusive({ ...failure, last });
}
