import { Inconclusive, Mismatch } from '../errors';
import type { TestFacts } from '../report/facts';
import { testLine } from '../report/suite';
import { type ComparedCase, cellWords, type Departure, type Difference } from './compare';
import type { OracleRun } from './oracle';

/** Of a case, so many cells stand in a message; the table in the report has all. */
const cellsTold = 5;

/** What became of each case, as the report has it. */
export function factsOf({ compared, left }: OracleRun): readonly TestFacts[] {
  return [
    ...compared.map(factsOfCase),
    ...left.map(({ number, title }) => ({
      name: nameOf({ number, title }),
      outcome: 'unfinished' as const,
      durationMs: 0,
      reason: 'there was no time left for our probes',
    })),
  ];
}

export const nameOf = ({ number, title }: { number: number; title: string }) => `#${number} ${title}`;

function factsOfCase(one: ComparedCase): TestFacts {
  const facts = { name: nameOf(one), durationMs: Math.round(one.cyclonusMs + one.oursMs) };
  if (one.differing.length > 0) return { ...facts, outcome: 'failed', reason: told(one) };
  const [blind] = one.blind;
  if (blind) return { ...facts, outcome: 'unfinished', reason: `${one.blind.length} cells were not tried: ${blind} …` };
  if (one.doubts.length > 0) return { ...facts, outcome: 'unfinished', reason: one.doubts.join('; ') };
  return { ...facts, outcome: 'passed' };
}

function told({ differing, cells }: ComparedCase): string {
  const more = differing.length > cellsTold ? `; and ${differing.length - cellsTold} more` : '';
  return `${differing.length} of ${cells} cells differ: ${differing.slice(0, cellsTold).map(differenceLine).join('; ')}${more}`;
}

/** `x/a → y/b:80 expected blocked, Cyclonus allowed, ours open`. */
export function differenceLine({ cell, expected, measured, ours }: Difference): string {
  return `${cell} expected ${expected}, Cyclonus ${measured}, ours ${ours}`;
}

/**
 * Returns when all three say the same of every cell of every case, but for the departures, each of which has to show itself.
 * Throws Mismatch with the cells where they do not: `probes-differ` where our probes see other than Cyclonus's anywhere, else
 * `not-as-specified`; or `as-specified` for a departure that is none. Throws Inconclusive for cases that were not decided.
 */
export function requireAgreement(run: OracleRun, departures: readonly Departure[]): void {
  const facts = factsOf(run);
  const of = (outcome: TestFacts['outcome']) => facts.filter((test) => test.outcome === outcome).map(testLine);
  const failed = of('failed');
  const counted = `of ${facts.length} NetworkPolicy cases`;
  const last = [...failed, ...of('unfinished')].join('\n        ');
  const next = 'policy-oracle.txt in the report has every cell';
  if (failed.length > 0) {
    const differing = run.compared.flatMap((one) => one.differing);
    const apart = differing.some(({ measured, ours }) => ours !== cellWords[measured]);
    throw new Mismatch(
      { what: `${failed.length} ${counted} did not come out as specified`, last, next },
      apart ? 'probes-differ' : 'not-as-specified',
    );
  }
  if (last) throw new Inconclusive({ what: `${of('unfinished').length} ${counted} were not decided`, last, next });
  const idle = departures.find(
    ({ title }) => !run.compared.some((one) => one.title === title && one.departing.length > 0),
  );
  if (idle) {
    const what = `"${idle.title}" is stated to depart from the specification, and does not`;
    throw new Mismatch({ what, next: 'take its row out of the table' }, 'as-specified');
  }
}
