import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SuiteFacts, TestFacts } from './facts';
import { htmlPage } from './html';
import { junitXml } from './junit';
import { sampleResult } from './sample';
import { countsOf } from './suite';
import { summary } from './summary';

const passed: TestFacts = { name: '[sig-network] DNS', outcome: 'passed', durationMs: 2000 };
const skipped: TestFacts = {
  name: '[sig-network] <IPv6>',
  outcome: 'skipped',
  durationMs: 0,
  reason: 'no IPv6 & no 6to4',
};
const suite: SuiteFacts = {
  title: 'sig-network conformance',
  tests: [passed, skipped],
  log: `${process.cwd()}/reports/evidence/a/e2e.log`,
};
const run = { scenarios: [sampleResult({ suites: [suite] })], startedAt: new Date(0), wallMs: 1000 };

test('how many passed, and what the others came to', () => {
  assert.equal(countsOf([passed, passed]), '2 of 2 passed');
  assert.equal(countsOf([passed, skipped, { ...passed, outcome: 'failed' }]), '1 of 3 passed, 1 failed, 1 skipped');
});

test('the summary counts a suite’s tests', () => {
  assert.match(summary(run), /^tests {8}sig-network conformance: 1 of 2 passed, 1 skipped$/m);
});

test('the page and the JUnit report have every test, with its reason, and the page links the log', () => {
  const page = htmlPage(run, `${process.cwd()}/reports`);
  assert.match(page, /<li class="passed">passed: \[sig-network\] DNS <small>2s/);
  assert.match(page, /skipped: \[sig-network\] &lt;IPv6&gt;: no IPv6 &amp; no 6to4/);
  assert.match(page, /href="evidence\/a\/e2e\.log"/);
  assert.match(
    junitXml(run),
    /passed: \[sig-network\] DNS\nskipped: \[sig-network\] &lt;IPv6&gt;: no IPv6 &amp; no 6to4/,
  );
});
