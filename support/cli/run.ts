import type { ChildProcess } from 'node:child_process';
import { BadInput } from '../errors';
import type { Cell } from '../matrix/cell';
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
  const cell = id === undefined ? {} : { cell: cellOf(id) };
  const anyWrong = wrong || rest.wrongOnce || wrongMost !== undefined;
  return run({ ...rest, ...cell, mostWrong: anyWrong ? (wrongMost ?? Infinity) : 0, paths, names, reportsDir }, worker);
}

/** Throws BadInput for an unknown one, and where the environment asks for another provider than the cell's. */
function cellOf(id: string): Cell {
  // Whoever runs in no cell does not wait for the registries that the axes come from.
  const { matrix }: typeof import('../matrix/axes') = require('../matrix/axes');
  const { requireCell }: typeof import('../matrix/cells') = require('../matrix/cells');
  const cell = requireCell(matrix, id);
  const { provider } = cell;
  const asked = process.env.ENDSTATE_PROVIDER || 'auto';
  if (asked === 'auto' || asked === provider) return cell;
  throw new BadInput({
    what: `ENDSTATE_PROVIDER is ${asked}, and cell ${id} is of ${provider}`,
    next: 'keep one of them',
  });
}
