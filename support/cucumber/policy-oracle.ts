import type { DataTable } from '@cucumber/cucumber';
import type { PickleStep } from '@cucumber/messages';
import { cyclonus } from '../../clusters/components/manifest';
import { ensureProgram } from '../../clusters/components/program';
import { describeSetup } from '../../clusters/components/setup-event';
import { BadInput } from '../errors';
import { unknownWord } from '../nearest';
import { caseTags, podImage } from '../policy-oracle/command';
import type { Departure } from '../policy-oracle/compare';
import { consultOracle } from '../policy-oracle/oracle';
import { oracleText, oracleTotals } from '../policy-oracle/text';
import { factsOf, requireAgreement } from '../policy-oracle/verdict';
import { mediaTypes, type SuiteFacts } from '../report/facts';
import { keepFiles } from './kept-files';
import { recordsOf } from './rows';
import { progress } from './session';
import type { World } from './world';

const wordsOfStep = /\bthe NetworkPolicy cases of Cyclonus about ".*" are enforced(?:, but for:)?$/;

/** The image that the cases of a step start pods with; none for any other step. */
export function policyOracleImages({ text }: PickleStep): readonly string[] {
  return wordsOfStep.test(text) ? [podImage] : [];
}

/** Cyclonus's tags, parted by commas. Throws BadInput for one that it has not, or whose cases are never run here. */
export function readTags(written: string): readonly string[] {
  const tags = written.split(/[\s,]+/).filter(Boolean);
  if (tags.length === 0) throw new BadInput({ what: 'no tag of Cyclonus is named', next: caseTags.join(', ') });
  const strange = tags.find((tag) => !caseTags.some((known) => known === tag));
  if (strange) throw unknownWord('tag of Cyclonus', strange, caseTags);
  return tags;
}

const columns = ['case', 'seen', 'why'];
const seenWords = ['allowed', 'blocked'] as const;

/** A table of how a network is known to depart from what Cyclonus expects. Throws BadInput. */
export function readDepartures(table: DataTable): readonly Departure[] {
  return recordsOf(table).map((record) => {
    const strange = Object.keys(record).find((column) => !columns.includes(column));
    if (strange !== undefined) throw unknownWord('column', strange, columns);
    const { case: title, seen = '', why } = record;
    const word = seenWords.find((known) => known === seen);
    if (!word) throw unknownWord('word for what is seen', seen, seenWords);
    if (title && why) return { title, seen: word, why };
    throw new BadInput({ what: 'a row names no case, or no reason', next: 'write both: | case | seen | why |' });
  });
}

/**
 * Has Cyclonus and our own probes try the same policies between the same pods, leaves in the report what became of each
 * case, and judges. The deadline begins when Cyclonus is at hand.
 */
export async function judgePolicies(
  world: World,
  { tags, departures, withinMs }: { tags: readonly string[]; departures: readonly Departure[]; withinMs: number },
): Promise<void> {
  const { lab, signal, spec } = world;
  const program = await ensureProgram(cyclonus, { signal, progress: (event) => progress(describeSetup(event)) });
  const keepLog = (log: string) => keepFiles(world, { 'cyclonus.log': log });
  const options = { program, departures, withinMs, signal, onProgress: progress, keepLog };
  const run = await consultOracle(lab, await world.kube(), { tags }, options);
  const facts: SuiteFacts = {
    title: `NetworkPolicy cases of Cyclonus ${cyclonus.version}, CNI ${spec.cni}, ${oracleTotals(run)}`,
    tests: factsOf(run),
    log: await keepFiles(world, { 'policy-oracle.txt': oracleText(run) }),
  };
  world.attach(JSON.stringify(facts), mediaTypes.suite);
  progress(oracleTotals(run));
  requireAgreement(run, departures);
}
