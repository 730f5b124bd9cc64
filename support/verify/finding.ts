import { relative } from 'node:path';
import { BadInput, type Explanation } from '../errors';
import type { ScenarioResult } from '../report/result';

/** A check of the problem itself, and what it came to. */
export interface Finding {
  /** What has to hold. */
  readonly claim: string;
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  /** Why it does not. */
  readonly explanation?: Explanation;
}

export const holds = (claim: string): Finding => ({ claim, outcome: 'pass' });

export function broken(claim: string, explanation: Explanation): Finding {
  return { claim, outcome: 'fail', explanation };
}

export function open(claim: string, explanation: Explanation): Finding {
  return { claim, outcome: 'inconclusive', explanation };
}

/** One finding for all that is wrong with a claim; it holds where nothing is. */
export function allOf(claim: string, wrong: readonly string[], next: string): Finding {
  const [what, ...more] = wrong;
  if (what === undefined) return holds(claim);
  return broken(claim, { what, ...(more.length > 0 ? { last: more.join('\n') } : {}), next });
}

/** What bad input there is, is a defect of the problem. Any other error is none of its fault. */
export function attempt(claim: string, check: () => void): Finding {
  try {
    check();
    return holds(claim);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return broken(claim, error.explanation);
  }
}

/** As reports have it, beside the scenarios. */
export function resultOf({ claim, outcome, explanation }: Finding, problemDir: string): ScenarioResult {
  const where = relative(process.cwd(), problemDir) || '.';
  const kind = outcome === 'fail' ? 'mismatch' : 'inconclusive';
  return {
    label: checksLabel,
    feature: '',
    uri: `${where}/problem.yaml`,
    line: 1,
    name: claim,
    tags: [],
    outcome,
    startedAt: new Date(),
    durationMs: 0,
    steps: [],
    ...(explanation ? { failure: { kind, step: claim, explanation } } : {}),
    rerun: `npm run endstate -- verify ${where}`,
    warnings: [],
  };
}

/** What findings are called in reports, where answers have their names. */
export const checksLabel = 'the problem';
