import type { Cell } from '../matrix/cell';
import { type ExpectedSkip, expectationOf, unused } from '../matrix/skips';
import type { ScenarioResult } from './result';

/** What a report that should be there and is not comes to: the cell was not checked, and that is neither pass nor fail. */
export function absent(what: string, rerun: string, cell?: Cell): ScenarioResult {
  return {
    label: '',
    ...(cell ? { cell } : {}),
    feature: '',
    uri: 'matrix',
    line: 0,
    name: what,
    tags: [],
    outcome: 'inconclusive',
    failure: {
      kind: 'inconclusive',
      step: 'every report of the matrix is there',
      explanation: { what, next: 'look at what that job printed' },
    },
    startedAt: new Date(0),
    durationMs: 0,
    steps: [],
    rerun,
    warnings: [],
  };
}

/** A skip that nobody expects is a fail: what is not run says nothing, and nobody would see that it no longer does. */
export function withExpectations(
  scenarios: readonly ScenarioResult[],
  list: readonly ExpectedSkip[],
  file: string,
): readonly ScenarioResult[] {
  return scenarios.map((result) =>
    result.outcome === 'skip' && !expectationOf(list, result) ? unexpected(result, file) : result,
  );
}

function unexpected(result: ScenarioResult, file: string): ScenarioResult {
  const { step = '', explanation } = result.failure ?? {};
  const last = explanation?.last ?? explanation?.what ?? 'no reason given';
  const next = `if it may be, add it to ${file} with the reason`;
  const what = `it was skipped, and nothing in ${file} expects that`;
  return { ...result, outcome: 'fail', failure: { kind: 'mismatch', step, explanation: { what, last, next } } };
}

/** What a list of expected skips says that is not so: scenarios that ran, and entries of no scenario in a feature that ran. */
export function staleExpectations(
  scenarios: readonly ScenarioResult[],
  list: readonly ExpectedSkip[],
): readonly string[] {
  const ran = scenarios.filter((result) => result.outcome !== 'skip' && expectationOf(list, result));
  return [
    ...ran.map(
      ({ uri, line, name, cell, outcome }) =>
        `expected to be skipped, and ran: ${uri}:${line}  ${name} [${cell?.id}] (${outcome})`,
    ),
    ...unused(list, scenarios)
      .filter(({ feature }) => scenarios.some(({ uri }) => uri === feature))
      .map(({ feature, name }) => `expected to be skipped, and in no report: ${feature}${name ? `  ${name}` : ''}`),
  ];
}
