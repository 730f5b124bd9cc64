import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { BadInput, Inconclusive } from '../errors';
import { failureFacts } from './failure-facts';
import { makeImage } from './image-build';
import { applyAnswerManifests } from './manifests';
import type { World } from './world';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'endstate-lacking-'));
});
after(() => rmSync(folder, { recursive: true }));

const nowhere = async () => {
  throw new BadInput({ what: 'no registry answers for quay.io/team01/app' });
};

/** Nothing that it is asked for can be had. */
const world = {
  lab: {
    guard: {},
    ensureImages: nowhere,
    holdImages: nowhere,
    machine: (name: string) => ({ name, exec: async () => ({ exitCode: 1, stdout: healthy, stderr: '' }) }),
  },
  kube: async () => ({}),
  attach: () => {},
  applied: [],
  steps: [],
  feature: { uri: '/none.feature' },
  signal: new AbortController().signal,
} as unknown as World;
const healthy = 'ActiveState=active\nNRestarts=0';

test('the report has it that the judge lacks an image, of pods and to build on', async () => {
  const dockerfile = 'FROM quay.io/team01/app\n';
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  const tries = [
    applyAnswerManifests(world, []),
    makeImage(world, 'vm', 'app', { kind: 'context', folder, dockerfile }),
  ];
  const thrown = await Promise.all(tries.map((tried) => tried.catch((error: unknown) => error)));
  for (const { kind, lacking } of thrown.map(failureFacts)) {
    assert.deepEqual({ kind, lacking }, { kind: 'inconclusive', lacking: true });
  }
});

test('what else is inconclusive lacks nothing', () => {
  assert.equal('lacking' in failureFacts(new Inconclusive({ what: 'x' })), false);
});
