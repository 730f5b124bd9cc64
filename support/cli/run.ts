import type { ChildProcess } from 'node:child_process';
import { BadInput } from '../errors';
import type { RunRequest } from '../run/request';
import { run } from '../run/run';

export interface Options {
  readonly answer?: string;
  readonly right: RunRequest['right'];
  readonly wrong: boolean;
  readonly wrongOnce: boolean;
  readonly wrongMost?: number;
  readonly tags: string;
  readonly name: readonly string[];
  readonly order: RunRequest['order'];
  readonly jobs?: number;
  readonly keep: boolean;
  readonly pause: boolean;
  readonly reports: string;
}

/** `endstate run`. Resolves with the exit status. */
export async function runFeatures(paths: readonly string[], options: Options, worker?: ChildProcess): Promise<number> {
  if (options.pause && !process.stdin.isTTY) {
    throw new BadInput({ what: '--pause needs a terminal to wait on', next: 'leave the labs up with --keep instead' });
  }
  const { name: names, reports: reportsDir, wrong, wrongMost, ...rest } = options;
  const anyWrong = wrong || rest.wrongOnce || wrongMost !== undefined;
  return run({ ...rest, mostWrong: anyWrong ? (wrongMost ?? Infinity) : 0, paths, names, reportsDir }, worker);
}
