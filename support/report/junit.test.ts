import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convert } from 'xmlbuilder2';
import { junitXml } from './junit';
import type { ScenarioResult } from './result';
import { sampleFailure, sampleResult, sampleRollOuts } from './sample';

function xmlOf(...scenarios: readonly ScenarioResult[]): string {
  return junitXml({ scenarios, startedAt: new Date(0), wallMs: 1000 });
}

test('each outcome has its own element', () => {
  const unsure = { kind: 'inconclusive', step: 'x', explanation: { what: 'the API server is gone' } } as const;
  const skipped = { kind: 'unsupported', step: 'x', explanation: { what: 'cannot', last: 'no IP_VS' } } as const;
  const xml = xmlOf(
    sampleResult(),
    sampleResult(sampleFailure),
    sampleResult({ outcome: 'inconclusive', failure: unsure }),
    sampleResult({ outcome: 'skip', failure: skipped }),
  );
  assert.match(xml, /<testsuites name="endstate" tests="4" failures="1" errors="1" skipped="1"/);
  assert.match(xml, /<failure message="pod shell could not curl[^>]*type="timed-out">/);
  assert.match(xml, /<error message="the API server is gone" type="inconclusive">/);
  assert.match(xml, /<skipped message="no IP_VS"\/>/);
});

test('scenarios of different answers stand in different suites', () => {
  const xml = xmlOf(sampleResult({ label: 'answers/right/a' }), sampleResult({ label: 'answers/right/b' }));
  assert.deepEqual(
    [...xml.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name),
    ['features/web.feature [answers/right/a]', 'features/web.feature [answers/right/b]'],
  );
});

test('hostile words stay words', () => {
  const what = 'a\u0000b\u001b[31m ]]> <failure> & " \uFFFF \uD800';
  const xml = xmlOf(
    sampleResult({ ...sampleFailure, failure: { kind: 'mismatch', step: what, explanation: { what } }, name: what }),
  );
  assert.doesNotThrow(() => convert(xml, { format: 'object' }));
  assert.equal(xml.match(/<failure /g)?.length, 1);
  assert.doesNotMatch(xml, /(?![\n\t])\p{Cc}|\p{Noncharacter_Code_Point}/u);
});

test('a weaker claim is a property of its test case, of a pass too', () => {
  const xml = xmlOf(sampleResult(sampleRollOuts), sampleResult());
  assert.equal(xml.match(/<property name="placements" value="weaker claim: 16 roll-outs seen [^"]*seed 7/g)?.length, 1);
});
