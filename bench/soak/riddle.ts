import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../support/exec/exec';

const cells = join(__dirname, '../../features/ictsc2023-wol/riddle.feature');
const swapped = join(__dirname, 'testdata/riddle-red.feature');
const endstate = join(__dirname, '../../bin/endstate.js');

/** A scenario of a report: its outcome as JUnit's element has it, with the word that a failure has. */
interface Seen {
  readonly name: string;
  readonly outcome: string;
}

/**
 * P1's riddle in every cell; then each of its claims in a cell where the other one holds: there it has to fail, and to be
 * inconclusive is not that.
 */
export async function riddle(say: (line: string) => void): Promise<{ passed: number; failed: number }> {
  const held = await scenarios(cells);
  const refuted = await scenarios(swapped);
  const right = [
    ...held.map((seen) => ({ ...seen, as: seen.outcome === 'pass' })),
    ...refuted.map((seen) => ({ ...seen, as: seen.outcome.startsWith('failure') })),
  ];
  for (const { name, outcome, as } of right) say(`${as ? 'as in theory' : 'NOT as in theory'}: ${name}: ${outcome}`);
  const passed = right.filter(({ as }) => as).length;
  return { passed, failed: right.length - passed + Number(held.length === 0) + Number(refuted.length === 0) };
}

async function scenarios(feature: string): Promise<readonly Seen[]> {
  const reports = mkdtempSync(join(tmpdir(), 'endstate-riddle-'));
  try {
    await run([process.execPath, endstate, 'run', feature, '--reports', reports]);
    return seenIn(readFileSync(join(reports, 'junit.xml'), 'utf8'));
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/** What a JUnit report says of each scenario. */
export function seenIn(junit: string): readonly Seen[] {
  return [...junit.matchAll(/<testcase [^>]*\bname="([^"]*)"[^>]*>(.*?)<\/testcase>/gs)].map(
    ([, name = '', inner = '']) => {
      const [, kind, type] = /<(failure|error|skipped)\b(?:[^>]*\btype="([^"]*)")?/.exec(inner) ?? [];
      return { name, outcome: kind ? [kind, type].filter(Boolean).join(' ') : 'pass' };
    },
  );
}
