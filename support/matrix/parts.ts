import { BadInput } from '../errors';
import { type Shard, shardWords } from './shard';

/** A run that was reported: of a cell, of a part of one, or of no cell (an empty id). */
export interface Part {
  readonly cell: string;
  readonly shard?: Shard;
  /** Where its report lies, for messages. */
  readonly where: string;
}

/** A part that should be among the reports and is not. `shard` undefined: nothing of the cell is. */
export interface MissingPart {
  readonly cell: string;
  readonly shard?: string;
}

/** What should be there, as the plan of a workflow lists it. */
export interface PlannedPart {
  readonly id: string;
  readonly shard?: string;
}

/**
 * What lacks for the cells to be whole: planned ones of which there is nothing, and of those that are there the other
 * shards. Throws BadInput where two reports are of the same part, or where the parts of a cell do not fit together.
 */
export function missingParts(parts: readonly Part[], planned: readonly PlannedPart[]): readonly MissingPart[] {
  const cells = [...new Set(parts.map(({ cell }) => cell))];
  for (const cell of cells) refuseMisfits(parts.filter((part) => part.cell === cell));
  const absent = [...new Set(planned.map(({ id }) => id))].filter((id) => !cells.includes(id));
  return [
    ...absent.map((cell) => ({ cell })),
    ...cells.flatMap((cell) =>
      missingShards(
        parts.filter((part) => part.cell === cell),
        planned.filter(({ id }) => id === cell),
      ).map((shard) => ({ cell, shard })),
    ),
  ];
}

function missingShards(parts: readonly Part[], planned: readonly PlannedPart[]): readonly string[] {
  const there = parts.flatMap(({ shard }) => (shard ? [shardWords(shard)] : []));
  const [first] = parts;
  const all = planned.flatMap(({ shard }) => shard ?? []);
  const own = first?.shard ? everyShard(first.shard) : [];
  return [...new Set([...all, ...own])].filter((shard) => !there.includes(shard));
}

function everyShard({ count }: Shard): readonly string[] {
  return Array.from({ length: count }, (_, at) => shardWords({ index: at + 1, count }));
}

function refuseMisfits(parts: readonly Part[]): void {
  const [first, ...others] = parts;
  if (!first) return;
  const other = others.find(({ shard }) => shard?.count !== first.shard?.count);
  if (other) {
    const what = `${first.where} and ${other.where} are of runs that were split differently: ${words(first)}, ${words(other)}`;
    throw new BadInput({ what, next: 'merge the parts of one run' });
  }
  const twin = parts.find((part, at) => parts.findIndex((each) => words(each) === words(part)) !== at);
  if (!twin) return;
  const twins = parts.filter((part) => words(part) === words(twin)).map(({ where }) => where);
  throw new BadInput({
    what: `${twins.join(' and ')} are reports of the same: ${words(twin)}`,
    next: 'name one of them',
  });
}

function words({ cell, shard }: Part): string {
  const whole = cell === '' ? 'a run in no cell' : `cell ${cell}`;
  return shard ? `shard ${shardWords(shard)} of ${whole}` : whole;
}
