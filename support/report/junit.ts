import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces';
import { axisNames, type Cell } from '../matrix/cell';
import { forXml } from './escape';
import { failureText } from './failure-text';
import { count, markOf, type RunResult, type ScenarioResult } from './result';
import { weakerClaim } from './roll-outs';
import { testLine } from './suite';

/** JUnit's own words for what came out: an inconclusive scenario is an error, never a failure and never a pass. */
export function junitXml(run: RunResult): string {
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', {
    name: 'endstate',
    ...totals(run.scenarios),
  });
  for (const name of new Set(run.scenarios.map(suiteOf))) {
    suite(
      root,
      name,
      run.scenarios.filter((scenario) => suiteOf(scenario) === name),
    );
  }
  return `${root.end({ prettyPrint: true })}\n`;
}

function suiteOf(result: ScenarioResult): string {
  const mark = markOf(result);
  return mark ? `${result.uri} [${mark}]` : result.uri;
}

function suite(root: XMLBuilder, name: string, scenarios: readonly ScenarioResult[]): void {
  const timestamp = scenarios[0]?.startedAt.toISOString() ?? '';
  const element = root.ele('testsuite', { name: forXml(name), timestamp, ...totals(scenarios) });
  properties(element, scenarios[0]?.cell);
  for (const scenario of scenarios) testcase(element, scenario);
}

function properties(parent: XMLBuilder, cell: Cell | undefined): void {
  if (!cell) return;
  const element = parent.ele('properties');
  element.ele('property', { name: 'cell', value: forXml(cell.id) });
  for (const axis of axisNames) element.ele('property', { name: axis, value: forXml(cell[axis]) });
}

function testcase(parent: XMLBuilder, result: ScenarioResult): void {
  const element = parent.ele('testcase', {
    classname: forXml(suiteOf(result)),
    name: forXml(result.name),
    file: forXml(result.uri),
    line: String(result.line),
    time: seconds(result.durationMs),
  });
  placements(element, result);
  const message = forXml(result.failure?.explanation.what ?? '');
  const words = forXml(failureText(result));
  if (result.outcome === 'fail')
    element.ele('failure', { message, type: result.failure?.outcome ?? 'mismatch' }).txt(words);
  if (result.outcome === 'inconclusive') element.ele('error', { message, type: 'inconclusive' }).txt(words);
  if (result.outcome === 'bad-input') element.ele('error', { message, type: 'bad-input' }).txt(words);
  if (result.outcome === 'skip')
    element.ele('skipped', { message: forXml(result.failure?.explanation.last ?? message) });
  const steps = result.steps.map(({ status, text }) => `${status.padEnd(7)} ${text}`);
  const tests = (result.suites ?? []).flatMap((suite) => suite.tests.map(testLine));
  element.ele('system-out').txt(forXml([...steps, ...tests].join('\n')));
}

function placements(parent: XMLBuilder, { rollOuts = [] }: ScenarioResult): void {
  if (rollOuts.length === 0) return;
  const element = parent.ele('properties');
  for (const facts of rollOuts) element.ele('property', { name: 'placements', value: forXml(weakerClaim(facts)) });
}

function totals(scenarios: readonly ScenarioResult[]): Record<string, string> {
  const { skipped } = count(scenarios);
  const failures = scenarios.filter(({ outcome }) => outcome === 'fail').length;
  const errors = scenarios.filter(({ outcome }) => outcome === 'inconclusive' || outcome === 'bad-input').length;
  return {
    tests: String(scenarios.length),
    failures: String(failures),
    errors: String(errors),
    skipped: String(skipped),
    time: seconds(scenarios.reduce((sum, { durationMs }) => sum + durationMs, 0)),
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
