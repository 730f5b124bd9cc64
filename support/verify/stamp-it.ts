import { version } from '../../package.json';
import { readStamp, type Stamp, whyOutdated, writeStamp } from '../grade/stamp';
import type { ScenarioResult } from '../report/result';
import { labLine } from '../report/summary';

/** What was found sound. */
export interface Sound {
  readonly problemDir: string;
  readonly tags: string;
  readonly once: boolean;
  readonly startedAt: Date;
  /** As they were at the beginning: what was changed since then is not verified. */
  readonly parts: Stamp['parts'];
  readonly results: readonly ScenarioResult[];
}

/** Writes the stamp of a sound problem, unless the one of before says more of the same files. Resolves with what it did, in words. */
export async function stampIt({ problemDir, tags, once, startedAt, parts, results }: Sound): Promise<string> {
  const earlier = readStamp(problemDir);
  if (earlier && whyOutdated(earlier, problemDir, tags) === undefined && saysMore(earlier, { tags, once }))
    return 'its verified.json stays: it is of more than this';
  const labs = [...new Set(results.flatMap(({ lab }) => (lab ? [labLine(lab)] : [])))].join('; ');
  const verifiedAt = startedAt.toISOString();
  await writeStamp({ endstate: version, verifiedAt, labs, tags, once, scenarios: results.length, parts }, problemDir);
  return 'verified.json is written: commit it with the problem';
}

/** Of two that stand for the same. */
function saysMore(earlier: Stamp, now: Pick<Stamp, 'tags' | 'once'>): boolean {
  return (now.once || !earlier.once) && (earlier.tags !== now.tags || earlier.once !== now.once);
}
