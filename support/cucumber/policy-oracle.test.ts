import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { DataTable } from '@cucumber/cucumber';
import type { PickleStep } from '@cucumber/messages';
import { BadInput } from '../errors';
import { podImage } from '../policy-oracle/command';
import { loadVocabulary, runJob } from './cucumber-run';
import { policyOracleImages, readDepartures, readTags } from './policy-oracle';
import type { Job } from './protocol';
import { enter } from './session';

const step = (text: string) => ({ text }) as PickleStep;

test('the image of Cyclonus’s pods is foreseen', () => {
  const words = 'within 40m the NetworkPolicy cases of Cyclonus about "rule" are enforced';
  for (const text of [words, `${words}, but for:`]) assert.match(policyOracleImages(step(text))[0] ?? '', /\/agnhost:/);
  assert.deepEqual(policyOracleImages(step('I apply "manifests/"')), []);
});

test('tags are Cyclonus’s own; one whose cases are never run is refused', () => {
  assert.deepEqual(readTags('deny-all, peer-ipblock'), ['deny-all', 'peer-ipblock']);
  for (const words of ['', ' , ', 'deny-al', 'udp', 'action']) assert.throws(() => readTags(words), BadInput, words);
});

const departures = (...rows: string[][]) => readDepartures(new DataTable(rows));
const head = ['case', 'seen', 'why'];

test('departures: the case, what is seen, and why', () => {
  assert.deepEqual(departures(head, ['simple ipblock', 'blocked', 'labels alone']), [
    { title: 'simple ipblock', seen: 'blocked', why: 'labels alone' },
  ]);
  assert.throws(() => departures(head), BadInput);
  assert.throws(() => departures(head, ['simple ipblock', 'closed', 'x']), /unknown word for what is seen "closed"/);
  assert.throws(() => departures(head, ['simple ipblock', 'blocked', '']), BadInput);
  assert.throws(() => departures(['case', 'seen', 'reason'], ['a', 'blocked', 'x']), /column "reason"/);
});

test('the feature is read as a run reads it: its clusters have the image on their nodes', async () => {
  const images: (readonly string[])[] = [];
  const send: Parameters<typeof enter>[0]['send'] = (message) => {
    if (message.type === 'spec') images.push(message.spec.images);
  };
  const job: Job = {
    id: 'x',
    label: '',
    paths: [join(__dirname, '../../features/policy-oracle/network-policy.feature')],
    tags: '',
    names: [],
    order: 'defined',
    evidenceDir: '/nonexistent',
    keep: false,
    pause: false,
  };
  enter({ job: job.id, send });
  const statuses: unknown[] = [];
  await runJob(await loadVocabulary(), job, 'check', ({ testStepFinished }) => {
    if (testStepFinished) statuses.push(testStepFinished.testStepResult.status);
  });
  assert.deepEqual(new Set(statuses), new Set(['PASSED']));
  assert.deepEqual(images, [[podImage], [podImage], [podImage]]);
});
