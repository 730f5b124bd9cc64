import type { ChildProcess } from 'node:child_process';
import { BadInput } from '../errors';
import { matrix } from '../matrix/axes';
import type { Cell } from '../matrix/cell';
import { requireCell } from '../matrix/cells';
import type { Shard } from '../matrix/shard';
import type { RunRequest } from '../run/request';
import { run } from '../run/run';

export interface Options {
  readonly answer?: string;
  readonly right: RunRequest['right'];
  readonly wrong: boolean;
  readonly wrongOnce: boolean;
  readonly wrongMost?: number;
  readonly cell?: string;
  readonly shard?: Shard;
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
  const { name: names, reports: reportsDir, wrong, wrongMost, cell: id, ...rest } = options;
  const cell = id === undefined ? {} : { cell: requireCell(matrix, id) };
  if (cell.cell) requireProviderOf(cell.cell);
  const anyWrong = wrong || rest.wrongOnce || wrongMost !== undefined;
  return run({ ...rest, ...cell, mostWrong: anyWrong ? (wrongMost ?? Infinity) : 0, paths, names, reportsDir }, worker);
}

/** The cell names its provider: two that differ are one too many. */
function requireProviderOf({ id, provider }: Cell): void {
  const asked = process.env.ENDSTATE_PROVIDER || 'auto';
  if (asked === 'auto' || asked === provider) return;
  throw new BadInput({
    what: `ENDSTATE_PROVIDER is ${asked}, and cell ${id} is of ${provider}`,
    next: 'keep one of them',
  });
}
