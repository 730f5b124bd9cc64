import { duration } from '../clock';
import { columns } from '../columns';
import type { Outcome, ScenarioResult } from '../report/result';
import { checksLabel } from './finding';
import { unchangedLabel } from './with-labs';

/** What was tried, what it came to, how long it took: a row for the broken state, the problem's checks and each of its answers. */
export function verifiedTable(results: readonly ScenarioResult[]): string {
  const labels = [...new Set(results.map(({ label }) => label))];
  const rows = labels.map((label) =>
    rowOf(
      label,
      results.filter((result) => result.label === label),
    ),
  );
  return columns([['tried', 'verdict', 'of', 'time'], ...rows]).trimEnd();
}

function rowOf(label: string, results: readonly ScenarioResult[]): readonly string[] {
  const tookMs = results.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const counted = results.filter(({ outcome }) => outcome === 'pass').length;
  return [label || 'the broken state', verdictOf(label, results), `${counted}/${results.length}`, duration(tookMs)];
}

function verdictOf(label: string, results: readonly ScenarioResult[]): string {
  const any = (outcome: Outcome) => results.some((result) => result.outcome === outcome);
  if (any('fail')) return label.startsWith('answers/wrong/') ? 'not red as it says' : 'fails';
  if (any('bad-input')) return 'bad input';
  if (any('inconclusive')) return 'inconclusive';
  // Where nothing was changed a skip is a scenario that holds all the same.
  if (label === unchangedLabel) return any('pass') ? 'red' : 'green';
  if (any('skip')) return 'not judged';
  if (label === checksLabel) return 'sound';
  return label.startsWith('answers/wrong/') ? 'red' : 'green';
}
