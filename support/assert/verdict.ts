import { BadInput, exitStatus, Mismatch } from '../errors';

/** Inconclusive: the check could not be made. Never a pass, never a fail. */
export type Verdict = 'pass' | 'fail' | 'inconclusive';

/** What a thrown error says about the claim. Whatever is not ours to recognise is a defect of the judge: inconclusive. */
export function verdictOf(error: unknown): 'fail' | 'inconclusive' | 'bad-input' {
  if (error instanceof Mismatch) return 'fail';
  if (error instanceof BadInput) return 'bad-input';
  return 'inconclusive';
}

const severity = { pass: 0, inconclusive: 1, fail: 2 } as const satisfies Record<Verdict, number>;

/** Fail beats inconclusive beats pass. Of nothing, inconclusive: no check was made. */
export function worst(verdicts: Iterable<Verdict>): Verdict {
  let found: Verdict | undefined;
  for (const verdict of verdicts) {
    if (found === undefined || severity[verdict] > severity[found]) found = verdict;
  }
  return found ?? 'inconclusive';
}

/** A run's exit status from its scenarios' verdicts. Of nothing, bad input: a run without a scenario is a mistake. */
export function exitStatusOf(verdicts: Iterable<Verdict>): 0 | 1 | 2 | 3 {
  const all = [...verdicts];
  return all.length === 0 ? exitStatus.badInput : exitStatus[worst(all)];
}
