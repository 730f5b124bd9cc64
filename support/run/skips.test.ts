import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { beyondK3d } from '../../clusters/k3d/limits';
import { beyondKind } from '../../clusters/kind/support';
import type { LabSpec } from '../../clusters/lab';
import { loadVocabulary, runJob } from '../cucumber/cucumber-run';
import { onRequestTag } from '../cucumber/protocol';
import { enter } from '../cucumber/session';
import { matrix } from '../matrix/axes';
import type { Cell } from '../matrix/cell';
import { requireCell } from '../matrix/cells';
import { type ExpectedSkip, expectationOf, skipsSchema, unused } from '../matrix/skips';
import type { ScenarioResult } from '../report/result';
import { readYaml } from '../schema';
import { featurePaths } from './paths';
import type { PlannedJob } from './plan';
import { Recorder } from './recorder';

const list = readYaml<readonly ExpectedSkip[]>(join(__dirname, '../../features/skips.yaml'), skipsSchema);

let vocabulary: Awaited<ReturnType<typeof loadVocabulary>>;

before(async () => {
  vocabulary = await loadVocabulary(['support/cucumber/load.ts', 'steps/!(*.test).ts']);
});

/** What every scenario comes to in a cell as far as its words tell: a skip, or something else. */
async function foreseen(cell: Cell): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const { file } of featurePaths([])) {
    const job: PlannedJob = {
      id: 'x',
      label: '',
      paths: [file],
      tags: `not ${onRequestTag}`,
      names: [],
      order: 'defined',
      cell,
      evidenceDir: '/nonexistent',
      keep: false,
      pause: false,
    };
    const recorder = new Recorder(job);
    let spec: LabSpec | undefined;
    enter({
      job: job.id,
      send: (message) => {
        if (message.type === 'spec') spec = message.spec;
      },
    });
    await runJob(vocabulary, job, 'check', (envelope) => {
      const result = recorder.take(envelope);
      if (result) results.push(isBeyond(cell, spec) ? { ...result, outcome: 'skip' } : result);
      if (result) spec = undefined;
    });
  }
  return results;
}

/** A provider says it when the lab is to be made. */
function isBeyond({ provider }: Cell, spec: LabSpec | undefined): boolean {
  const beyond = { k3d: beyondK3d, kind: beyondKind }[provider];
  return spec !== undefined && beyond?.(spec) !== undefined;
}

const named = ({ uri, name }: ScenarioResult) => `${uri}  ${name}`;
const all: ScenarioResult[] = [];

const cells = [
  'netns-1.34-bridge-iptables',
  'netns-1.34-ptp-iptables',
  'netns-1.29-cilium-none',
  'k3d-1.34-bridge-iptables',
  'kind-1.34-bridge-iptables',
  'kind-1.34-ptp-iptables',
  'kind-1.34-flannel-nftables',
  'kind-1.29-calico-iptables',
  'k3d-1.34-kindnet-iptables',
];

for (const id of cells) {
  test(`features/skips.yaml expects what is skipped in ${id}, and nothing else`, async () => {
    const results = await foreseen(requireCell(matrix, id));
    const skipped = results.filter(({ outcome }) => outcome === 'skip');
    const expected = results.filter((result) => expectationOf(list, result));
    assert.deepEqual(skipped.map(named), expected.map(named));
    assert.ok(skipped.length > 0 && skipped.length < results.length);
    all.push(...results);
  });
}

test('each of its entries names a scenario', () => {
  assert.deepEqual(unused(list, all), []);
});
