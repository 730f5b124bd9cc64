import type { TestFacts } from './facts';

/** `44 of 45 passed, 1 skipped`. */
export function countsOf(tests: readonly TestFacts[]): string {
  const count = (outcome: TestFacts['outcome']) => tests.filter((test) => test.outcome === outcome).length;
  const others = (['failed', 'skipped', 'unfinished'] as const).filter((outcome) => count(outcome) > 0);
  return [
    `${count('passed')} of ${tests.length} passed`,
    ...others.map((outcome) => `${count(outcome)} ${outcome}`),
  ].join(', ');
}

/** `failed: <name>: <reason>`. */
export function testLine({ name, outcome, reason }: TestFacts): string {
  return `${outcome}: ${name}${reason ? `: ${reason}` : ''}`;
}
