import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import { loadVocabulary, runJob } from '../cucumber/cucumber-run';
import type { Mode } from '../cucumber/protocol';
import type { ScenarioResult } from '../report/result';
import type { PlannedJob } from './plan';
import { Recorder } from './recorder';

const job: PlannedJob = {
  id: 'endings',
  label: '',
  paths: [join(__dirname, 'testdata/endings.feature')],
  tags: '',
  names: [],
  order: 'defined',
  evidenceDir: '/nonexistent',
  keep: false,
  pause: false,
};

async function record(mode: Mode, vocabulary: ReturnType<typeof loadVocabulary>) {
  const results = new Map<string, ScenarioResult>();
  const envelopes: Envelope[] = [];
  const recorder = new Recorder(job);
  await runJob(await vocabulary, job, mode, (envelope) => {
    envelopes.push(envelope);
    const result = recorder.take(envelope);
    if (result) results.set(result.name, result);
  });
  return { results, envelopes, recorder };
}

let run: Awaited<ReturnType<typeof record>>;
let check: Awaited<ReturnType<typeof record>>;

before(async () => {
  const vocabulary = loadVocabulary(['support/cucumber/load.ts', join(__dirname, 'testdata/endings.ts')]);
  check = await record('check', vocabulary);
  run = await record('run', vocabulary);
});

const endings = [
  ['well', 'pass'],
  ['measure', 'pass'],
  ['roll-outs', 'pass'],
  ['mismatch', 'fail'],
  ['inconclusive', 'inconclusive'],
  ['bad input', 'bad-input'],
  ['unsupported', 'inconclusive'],
  ['unsupported, may be skipped', 'skip'],
  ['defect', 'inconclusive'],
  ['deadline', 'inconclusive'],
  ['undefined', 'bad-input'],
  ['ambiguous', 'bad-input'],
  ['unit', 'bad-input'],
  ['nothing', 'bad-input'],
] as const;

for (const [name, outcome] of endings) {
  test(`a scenario that ends like "${name}" comes to ${outcome}`, () => {
    assert.equal(run.results.get(name)?.outcome, outcome);
  });
}

test('the parts of a failure reach the report', () => {
  const { failure, steps } = run.results.get('mismatch') ?? {};
  assert.deepEqual(failure, {
    kind: 'mismatch',
    step: 'it ends with a mismatch',
    outcome: 'timed-out',
    explanation: { what: 'not as stated', last: 'something else', next: 'look' },
  });
  assert.deepEqual(
    steps?.map(({ status, text }) => `${status} ${text}`),
    ['passed Given it ends well', 'failed Given it ends with a mismatch', 'not-run Given it ends well'],
  );
});

test('what was measured reaches the report', () => {
  assert.deepEqual(run.results.get('measure')?.measures, [{ measure: 'image-size', value: 3.28, unit: 'MB' }]);
  assert.equal(run.results.get('well')?.measures, undefined);
});

test('what roll-outs have shown reaches the report, and what has none has none', () => {
  const seen = [{ placement: 'web: 1 on x', times: 2 }];
  assert.deepEqual(run.results.get('roll-outs')?.rollOuts, [{ wanted: 2, held: 2, seed: 7, seen }]);
  assert.equal(run.results.get('well')?.rollOuts, undefined);
});

test('a deadline names the tag that set it', () => {
  assert.match(run.results.get('deadline')?.failure?.explanation.what ?? '', /did not end within 100ms/);
});

test('a check runs no step, and finds what cannot be run', () => {
  const refused = [...check.results.values()].filter(({ outcome }) => outcome !== 'pass').map(({ name }) => name);
  assert.deepEqual(refused, ['undefined', 'ambiguous', 'unit', 'nothing']);
});

test('a job that breaks off leaves no scenario without a result', () => {
  const cut = run.envelopes.findIndex(({ testStepStarted }) => testStepStarted);
  const recorder = new Recorder(job);
  for (const envelope of run.envelopes.slice(0, cut + 1)) recorder.take(envelope);
  const results = recorder.breakOff('the worker died');
  assert.equal(results.length, run.results.size);
  assert.deepEqual(
    new Set(results.map(({ outcome, failure }) => `${outcome}: ${failure?.explanation.what}`)),
    new Set(['inconclusive: the worker died']),
  );
});
