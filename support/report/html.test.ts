import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlPage } from './html';
import { sampleFailure, sampleLab, sampleResult, sampleRollOuts } from './sample';

function pageOf(...scenarios: readonly ReturnType<typeof sampleResult>[]): string {
  return htmlPage({ scenarios, startedAt: new Date(0), wallMs: 1000 }, `${process.cwd()}/reports`);
}

test('the page names counts, failure, lab and evidence', () => {
  const page = pageOf(sampleResult({ ...sampleFailure, ...sampleLab }));
  assert.match(page, /<h1>0 passed, 1 failed<\/h1>/);
  assert.match(page, /could not curl http:\/\/web within 30s/);
  assert.match(page, /substituted, curl 7\.88\.1 of Debian 12/);
  assert.match(page, /href="evidence\/web\/12-a\/index\.html"/);
});

test('words from a cluster cannot become markup', () => {
  const hostile = '<script>alert(1)</script>"\'&';
  const page = pageOf(
    sampleResult({
      ...sampleFailure,
      name: hostile,
      label: hostile,
      steps: [{ text: hostile, status: 'failed', durationMs: 1 }],
      failure: { kind: 'mismatch', step: hostile, explanation: { what: hostile } },
      warnings: [hostile],
    }),
  );
  assert.doesNotMatch(page, /<script/);
  assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt;&quot;&#39;&amp;/);
});

test('a weaker claim is named where its scenario is', () => {
  assert.match(pageOf(sampleResult(sampleRollOuts)), /weaker claim: 16 roll-outs seen .*web: 1 on y \(once\)/);
});

test('what was measured is named where its scenario is', () => {
  const measures = [{ measure: 'image-size', value: 3.28, unit: 'MB' }];
  assert.match(pageOf(sampleResult({ measures })), /Measured: image-size is 3\.28 MB/);
});
