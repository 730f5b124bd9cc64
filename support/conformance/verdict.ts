import { Inconclusive, Mismatch } from '../errors';
import type { TestFacts } from '../report/facts';
import { testLine } from '../report/suite';
import type { SuiteReport } from './report';

/**
 * Returns when every test passed, and there was one. Throws Mismatch where tests failed; Inconclusive where some were
 * skipped or not finished, where what runs around them failed, and where there was none. Each is named with its reason.
 */
export function requireEveryTestPassed({ tests, around }: SuiteReport, title: string): void {
  const of = (outcome: TestFacts['outcome']) => tests.filter((test) => test.outcome === outcome);
  const failed = of('failed');
  const undecided = [...of('unfinished'), ...of('skipped')];
  const last = [...around, ...[...failed, ...undecided].map(testLine)].join('\n        ');
  const counted = `of ${tests.length} tests of ${title}`;
  if (failed.length > 0) throw new Mismatch({ what: `${failed.length} ${counted} failed`, last }, 'test-failed');
  if (tests.length === 0) throw new Inconclusive({ what: `there is no test of ${title}`, ...(last ? { last } : {}) });
  if (undecided.length > 0)
    throw new Inconclusive({ what: `${undecided.length} ${counted} were not run to their end`, last });
  if (around.length > 0) throw new Inconclusive({ what: `what runs around the tests of ${title} failed`, last });
}
