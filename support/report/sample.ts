import { defaultSpec } from '../../clusters/lab';
import type { ScenarioResult } from './result';

/** A result for unit tests: a pass unless told otherwise. */
export function sampleResult(changes: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    label: '',
    feature: 'Reaching a service',
    uri: 'features/web.feature',
    line: 12,
    name: 'a pod reaches the service',
    tags: [],
    outcome: 'pass',
    startedAt: new Date('2026-01-02T03:04:05Z'),
    durationMs: 12_345,
    steps: [{ text: 'Then pod shell can curl http://web', status: 'passed', durationMs: 1_000 }],
    rerun: 'npm run features -- features/web.feature:12',
    warnings: [],
    ...changes,
  };
}

export const sampleFailure: Partial<ScenarioResult> = {
  outcome: 'fail',
  steps: [{ text: 'Then pod shell can curl http://web', status: 'failed', durationMs: 30_000 }],
  failure: {
    kind: 'mismatch',
    step: 'pod shell can curl http://web',
    outcome: 'timed-out',
    explanation: { what: 'pod shell could not curl http://web within 30s (14 attempts)', last: 'timed out after 2s' },
  },
  evidence: { index: `${process.cwd()}/reports/evidence/web/12-a/index.html`, missing: [] },
};

export const sampleLab: Partial<ScenarioResult> = {
  lab: {
    id: 'abc',
    provider: 'netns',
    spec: defaultSpec,
    provenance: [
      { name: 'kubelet', version: 'v1.34.1', source: 'go-module' },
      {
        name: 'cilium',
        version: 'v1.12.19',
        source: 'go-module',
        detail: 'clusters/components/go/cilium-1.12, adapted: pkg/modules.go',
      },
      { name: 'containerd', version: '1.6.20', source: 'debian' },
      { name: 'curlimages/curl:8.5.0', version: '8.5.0', source: 'substituted', detail: 'curl 7.88.1 of Debian 12' },
    ],
  },
};

export const sampleRollOuts: Partial<ScenarioResult> = {
  rollOuts: [
    {
      wanted: 16,
      held: 16,
      seed: 7,
      seen: [
        { placement: 'web: 1 on x', times: 15 },
        { placement: 'web: 1 on y', times: 1 },
      ],
    },
  ],
};
