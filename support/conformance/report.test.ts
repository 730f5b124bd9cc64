import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReport } from './report';

/** As Kubernetes writes it: tests that were not meant are skipped without a reason, and suite nodes stand among them. */
const report = (...cases: readonly string[]) => `<?xml version="1.0" encoding="UTF-8"?>
  <testsuites tests="${cases.length}">
      <testsuite name="Kubernetes e2e suite">
          <properties><property name="SuiteSucceeded" value="false"></property></properties>
          ${cases.join('\n')}
      </testsuite>
  </testsuites>`;

const testcase = (name: string, status: string, inner = '') =>
  `<testcase name="${name}" classname="Kubernetes e2e suite" status="${status}" time="2.5">${inner}</testcase>`;

const dns = '[It] [sig-network] DNS should provide DNS for services [Conformance]';
const failure = `<failure message="" type="failed">[FAILED] Unable to read &#34;a&#34; &lt;nil&gt;&#xA;In [It] at: dns_common.go:476</failure><system-err>much more</system-err>`;

const read = (...cases: readonly string[]) => readReport(report(...cases), 'sig-network');

test('a test that passed has its time, and no reason', () => {
  assert.deepEqual(read(testcase(dns, 'passed')), {
    tests: [{ name: dns.slice('[It] '.length), outcome: 'passed', durationMs: 2500 }],
    around: [],
  });
});

test('tests of another group, and such as are no conformance tests, are left out', () => {
  const other = testcase('[It] [sig-apps] Job should run [Conformance]', 'skipped', '<skipped message="skipped"/>');
  const plain = testcase('[It] [sig-network] Netpol should deny', 'skipped', '<skipped message="skipped"/>');
  assert.deepEqual(read(other, plain).tests, []);
});

test('a failure is told in its first words, entities read', () => {
  const [found] = read(testcase(dns, 'failed', failure)).tests;
  assert.equal(found?.outcome, 'failed');
  assert.equal(found?.reason, 'Unable to read "a" <nil> In [It] at: dns_common.go:476');
});

test('a long reason is cut', () => {
  const [found] = read(testcase(dns, 'failed', `<failure type="failed">${'x'.repeat(999)}</failure>`)).tests;
  assert.match(found?.reason ?? '', /^x{300}…$/);
});

test('a skip carries its reason; a bare one says that it has none', () => {
  const reasons = ['skipped - Requires at least 2 nodes (not 1)', 'skipped'].map(
    (message) => read(testcase(dns, 'skipped', `<skipped message="${message}"></skipped>`)).tests[0]?.reason,
  );
  assert.deepEqual(reasons, ['Requires at least 2 nodes (not 1)', 'no reason given']);
});

const endings: readonly (readonly [string, string, string])[] = [
  ['panicked', '<error type="panicked">Test Panicked</error>', 'failed'],
  ['timedout', '<failure type="timedout">[TIMEDOUT] A node timeout occurred</failure>', 'failed'],
  ['timedout', '<failure type="timedout">[TIMEDOUT] A suite timeout occurred</failure>', 'unfinished'],
  ['interrupted', '<error type="interrupted">[INTERRUPTED] Interrupted by User</error>', 'unfinished'],
  ['a word of a later Ginkgo', '', 'unfinished'],
];

for (const [status, inner, outcome] of endings) {
  test(`${status} ${inner.replaceAll(/<[^>]*>/g, '')} is ${outcome}`, () => {
    assert.equal(read(testcase(dns, status, inner)).tests[0]?.outcome, outcome);
  });
}

test('what fails around all tests is told', () => {
  const found = read(
    testcase('[SynchronizedBeforeSuite]', 'failed', '<failure type="failed">[FAILED] no node is ready</failure>'),
    testcase('[ReportAfterSuite] Kubernetes e2e suite report', 'passed'),
    testcase(dns, 'skipped', '<skipped message="skipped"></skipped>'),
  );
  assert.deepEqual(found.around, ['[SynchronizedBeforeSuite]: no node is ready']);
});

test('what is no report is refused', () => {
  assert.throws(() => readReport('no such file', 'sig-network'));
});
