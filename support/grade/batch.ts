import { voidingMethod } from '../grading/broken-rule';
import type { ConfirmedFile } from '../grading/confirmed';
import { confirmedFile } from './confirmation';
import { type Entry, type EntryMethod, runnable } from './entry';
import type { GradedAnswer } from './gradebook';
import { gradedOf, unreadOf } from './graded';
import { type OnRecord, onRecord } from './on-record';
import type { Open } from './prepare-answer';
import type { GradedProblem } from './problem-folder';
import { type Ground, kept, type Record, standsOn } from './record';

/** Answers on their way to marks, and what is known of them so far. */
export interface Batch {
  readonly graded: GradedProblem;
  readonly ground: Ground;
  readonly out: string;
  /** Those that the command names. */
  readonly named: readonly Entry[];
  /** What earlier commands left beside them. */
  readonly others: OnRecord;
  /** Those of the named that other grounds had judged: another problem, another Endstate. */
  readonly anew: readonly Entry[];
  readonly records: Map<Entry, Record>;
  readonly confirmed: ReadonlyMap<Entry, ConfirmedFile | undefined>;
}

/** Takes what earlier runs have noted as far as it stands. Throws BadInput where a judge's file cannot be read. */
export async function batchOf(
  named: readonly Entry[],
  graded: GradedProblem,
  ground: Ground,
  out: string,
): Promise<Batch> {
  const others = await onRecord(named, graded, ground, out);
  // One that is not read has no identity: it may be refused for another reason now.
  const known = named.flatMap((entry): readonly (readonly [Entry, Record])[] => {
    const record = entry.hash ? kept(entry.folder) : undefined;
    return record?.hash === entry.hash ? [[entry, record]] : [];
  });
  const standing = known.filter(([, record]) => standsOn(record, ground));
  const all = [...named, ...others.judged.map(([entry]) => entry)];
  return {
    ...{ graded, ground, out, named, others },
    anew: known.filter((one) => !standing.includes(one)).map(([entry]) => entry),
    records: new Map([...standing, ...others.judged]),
    confirmed: new Map(all.map((entry) => [entry, confirmedFile(entry, graded)])),
  };
}

/**
 * What labs are to decide of an answer: all of it, or with `--resume` the methods that an earlier run has not decided: one that was
 * inconclusive, or that a rule kept out which is no more. So it is without, where an earlier run was ended before its second tries.
 */
export function openPart(entry: Entry, { records }: Batch, resume: boolean): readonly Open[] {
  const record = records.get(entry);
  if (entry.unread !== undefined) return [];
  if (!record) return [{ entry, settled: [] }];
  if (!resume && !record.unsettled) return [];
  const decided = ({ name }: EntryMethod) => {
    const seen = record.scenarios.filter(({ method }) => method === name);
    return (
      voidingMethod(record.broken, name) !== undefined ||
      (seen.length > 0 && seen.every(({ verdict }) => verdict !== 'inconclusive'))
    );
  };
  const undecided = runnable(entry).filter((method) => !decided(method));
  if (undecided.length === 0) return [];
  return [{ entry, settled: record.scenarios.filter(({ method }) => !undecided.some(({ name }) => name === method)) }];
}

/** The marks of an answer as far as it is known; none where it was not judged. */
export function answerOf(entry: Entry, { graded, records, confirmed }: Batch): GradedAnswer | undefined {
  if (entry.unread !== undefined) return unreadOf(entry, graded);
  const record = records.get(entry);
  return record && gradedOf(entry, record, graded, confirmed.get(entry));
}
