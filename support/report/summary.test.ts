import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScenarioResult } from './result';
import { sampleFailure, sampleLab, sampleResult, sampleRollOuts } from './sample';
import { summary } from './summary';

function summaryOf(...scenarios: readonly ScenarioResult[]): string {
  return summary({ scenarios, startedAt: new Date(0), wallMs: 61_000 });
}

function lastLine(text: string): string | undefined {
  return text.split('\n').at(-1);
}

test('the last line holds the counts and nothing else', () => {
  assert.equal(lastLine(summaryOf(sampleResult(), sampleResult())), '2 passed, 0 failed');
});

test('skips are counted where there are any, and their reasons named', () => {
  const skip = sampleResult({
    outcome: 'skip',
    failure: {
      kind: 'unsupported',
      step: 'a cluster:',
      explanation: { what: 'cannot', last: 'no IP_VS in the kernel' },
    },
  });
  const text = summaryOf(sampleResult(), skip);
  assert.equal(lastLine(text), '1 passed, 0 failed, 1 skipped');
  assert.match(text, /skipped .*a pod reaches the service: no IP_VS in the kernel/);
});

test('an inconclusive scenario counts as failed and is named on a line above', () => {
  const text = summaryOf(sampleResult({ outcome: 'inconclusive' }), sampleResult({ outcome: 'fail' }));
  assert.equal(lastLine(text), '0 passed, 2 failed');
  assert.match(text, /^inconclusive 1, counted as failed below$/m);
});

test('a failure has its three lines, with evidence and the command that runs it again', () => {
  const text = summaryOf(sampleResult(sampleFailure));
  assert.match(text, /^FAIL +features\/web\.feature:12 {2}a pod reaches the service \(12\.3s\)$/m);
  assert.match(text, /^ {2}pod shell could not curl http:\/\/web within 30s \(14 attempts\)$/m);
  assert.match(text, /^ {4}last: timed out after 2s$/m);
  assert.match(
    text,
    /^ {4}next: reports\/evidence\/web\/12-a\/index\.html; rerun: npm run features -- features\/web\.feature:12$/m,
  );
});

test('the lab, where its components came from and what was substituted are named once', () => {
  const text = summaryOf(sampleResult(sampleLab), sampleResult(sampleLab));
  assert.equal(text.match(/netns: Kubernetes 1\.34, CNI bridge, kube-proxy iptables, 2 workers/g)?.length, 1);
  assert.match(text, /components {3}built from Go modules: kubelet v1\.34\.1/);
  assert.match(text, /, cilium v1\.12\.19 \(adapted: pkg\/modules\.go\)$/m);
  assert.match(text, /substituted {2}curlimages\/curl:8\.5\.0: curl 7\.88\.1 of Debian 12/);
});

test('words from a cluster cannot command the terminal or the CI system', () => {
  const text = summaryOf(
    sampleResult({
      outcome: 'fail',
      failure: {
        kind: 'mismatch',
        step: 'x',
        explanation: { what: '\u001b[2Jgone\u0007', last: 'a\n::set-output name=x::y\n##vso[task]' },
      },
    }),
  );
  assert.doesNotMatch(text, /(?![\n\t])\p{Cc}/u);
  assert.doesNotMatch(text, /^\s*::/m);
  assert.doesNotMatch(text, /##vso\[/);
});

test('a pass whose claim is weaker than its words is named, with the placements that were seen', () => {
  const text = summaryOf(sampleResult(sampleRollOuts));
  const words =
    "weaker claim: 16 roll-outs seen under the cluster's own scheduler, seed 7, placements: web: 1 on x (15 times) | web: 1 on y (once)";
  assert.ok(text.includes(`placed   features/web.feature:12  a pod reaches the service: ${words}\n`), text);
  const [facts] = sampleRollOuts.rollOuts ?? [];
  assert.ok(facts);
  const cut = summaryOf(sampleResult({ outcome: 'fail', rollOuts: [{ ...facts, held: 3, seen: [] }] }));
  assert.match(cut, /weaker claim: held in 3 of 16 roll-outs under the cluster's own scheduler, seed 7$/m);
});
