import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Inconclusive, Mismatch } from '../errors';
import type { TestFacts } from '../report/facts';
import { requireEveryTestPassed } from './verdict';

const passed: TestFacts = { name: 'DNS', outcome: 'passed', durationMs: 1 };
const failed: TestFacts = { name: 'Proxy', outcome: 'failed', durationMs: 1, reason: 'HTTP 503' };
const skipped: TestFacts = { name: 'IPv6', outcome: 'skipped', durationMs: 0, reason: 'no IPv6 here' };
const unfinished: TestFacts = { name: 'Latency', outcome: 'unfinished', durationMs: 0, reason: 'suite timeout' };

const judge =
  (tests: readonly TestFacts[], around: readonly string[] = []) =>
  () =>
    requireEveryTestPassed({ tests, around }, 'sig-network');

test('every test passed', () => {
  judge([passed, passed])();
});

test('a failure is a fail, whatever else there is; each is named with its reason', () => {
  assert.throws(judge([passed, failed, skipped]), (error: unknown) => {
    assert.ok(error instanceof Mismatch);
    assert.equal(error.outcome, 'test-failed');
    assert.match(error.message, /^1 of 3 tests of sig-network failed\n/);
    assert.match(error.message, /failed: Proxy: HTTP 503\n\s+skipped: IPv6: no IPv6 here/);
    return true;
  });
});

const undecided: readonly (readonly [string, () => void, RegExp])[] = [
  ['a skip', judge([passed, skipped]), /1 of 2 .*not run to their end\n.*skipped: IPv6: no IPv6 here/],
  ['a test that was cut off', judge([passed, unfinished]), /unfinished: Latency: suite timeout/],
  ['no test', judge([]), /there is no test of sig-network/],
  ['no test, since the start failed', judge([], ['[BeforeSuite]: no node']), /no test .*\n.*\[BeforeSuite\]: no node/],
  ['a failure around the tests', judge([passed], ['[AfterSuite]: x']), /around the tests .*\n.*\[AfterSuite\]: x/],
];

for (const [what, judged, words] of undecided) {
  test(`${what} decides nothing`, () => {
    assert.throws(judged, (error: unknown) => error instanceof Inconclusive && words.test(error.message));
  });
}
