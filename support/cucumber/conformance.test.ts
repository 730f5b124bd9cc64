import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { LabSpec } from '../../clusters/lab';
import { BadInput } from '../errors';
import { checkConformance } from './conformance';
import { loadVocabulary, runJob } from './cucumber-run';
import type { Job } from './protocol';
import { enter } from './session';
import type { World } from './world';

const specs: LabSpec[] = [];

/** Reads the feature as a run does before it makes anything. */
async function check(path: string): Promise<void> {
  const job: Job = {
    id: 'x',
    label: '',
    paths: [join(__dirname, '../../features', path)],
    tags: 'not @end',
    names: [],
    order: 'defined',
    evidenceDir: '/nonexistent',
    keep: false,
    pause: false,
  };
  const send: Parameters<typeof enter>[0]['send'] = (message) => {
    if (message.type === 'spec') specs.push(message.spec);
  };
  enter({ job: job.id, send });
  await runJob(await loadVocabulary(), job, 'check', () => {});
}

before(() => check('conformance/sig-network.feature'));

test('the step is foreseen: the cluster gets the tests beside it and their images on its nodes', () => {
  assert.deepEqual(
    specs.map(({ kubeProxy, endToEndTests }) => [kubeProxy, endToEndTests]),
    [
      ['iptables', true],
      ['nftables', true],
    ],
  );
  assert.ok(specs.every(({ images }) => images.some((name) => name.includes('/agnhost:'))));
});

const world = (kubernetes: string) => ({ spec: { kubernetes } }) as World;

test('a group or a release whose tests are not at hand is refused', () => {
  checkConformance(world('1.34'), 'sig-network');
  assert.throws(() => checkConformance(world('1.34'), 'sig-netwrok'), BadInput);
  assert.throws(() => checkConformance(world('1.29'), 'sig-network'), BadInput);
});
