import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { ScenarioResult } from '../report/result';
import { sampleResult } from '../report/sample';
import type { CheckedJob } from '../run/check';
import type { Batch } from './batch';
import { openPart } from './batch';
import type { Entry } from './entry';
import { type Judgement, take, trySecond } from './judge';
import type { Open } from './prepare-answer';
import type { Record } from './record';
import { type Seen, Trials } from './trials';

const out = mkdtempSync(join(tmpdir(), 'endstate-judge-'));
after(() => rmSync(out, { recursive: true }));

const entry: Entry = {
  ...{ name: 'team01', folder: join(out, 'answers/team01'), hash: 'a', broken: [], leftOut: [] },
  methods: ['fix-1', 'fix-2'].map((name) => ({ name, kinds: [] })),
};
const jobOf = (method: string) => ({ label: `team01/${method}`, paths: ['a.feature'] }) as unknown as CheckedJob;
const [one, two] = [jobOf('fix-1'), jobOf('fix-2')];
const pass = sampleResult({ tags: ['@end'] });
const open: ScenarioResult = {
  ...pass,
  outcome: 'inconclusive',
  failure: { kind: 'inconclusive', step: '', explanation: { what: 'x' } },
};
const whole: ScenarioResult = { ...open, name: 'the whole job', tags: [], steps: [], line: 0 };

function begun() {
  const told: Seen[] = [];
  const answer: Open = { entry, settled: [] };
  const judgement: Judgement = { ...answer, left: new Set([one, two]), trials: new Trials(answer, []) };
  const crew = { stopped: false };
  const options = { out, judged: async (seen: Seen) => void told.push(seen) };
  const place = { crew, live: { note: () => {} } };
  return {
    ...{ told, crew },
    took: (job: CheckedJob, ...results: ScenarioResult[]) => take(job, results, judgement, place, options),
    second: (...results: ScenarioResult[]) => trySecond(judgement, [], place, options, async () => results),
  };
}
const verdicts = (seen: Seen | undefined) =>
  seen?.scenarios.map(({ method, scenario, verdict }) => `${method} ${scenario}: ${verdict}`);

test('an answer is told of with its last job, and again once it was tried once more', async () => {
  const { told, took, second } = begun();
  await took(one, pass);
  assert.equal(told.length, 0);
  await took(two, open);
  assert.deepEqual(
    [told.length, told[0]?.secondTry, verdicts(told[0])],
    [1, 'to come', [`fix-1 ${pass.name}: pass`, `fix-2 ${pass.name}: inconclusive`]],
  );
  await second(pass);
  assert.deepEqual(
    [told.length, told[1]?.secondTry, verdicts(told[1])],
    [2, 'over', [`fix-1 ${pass.name}: pass`, `fix-2 ${pass.name}: pass`]],
  );
});

test('what is decided at once is told of once', async () => {
  const { told, took, second } = begun();
  await took(one, pass);
  await took(two, pass);
  await second();
  assert.deepEqual([told.length, told[0]?.secondTry], [1, undefined]);
});

test('what was broken off is not told of', async () => {
  const { told, crew, took, second } = begun();
  await took(one, open);
  crew.stopped = true;
  await took(two, open);
  await second(pass);
  assert.deepEqual(told, []);
});

test('in place of a job that ended before its first scenario, all that its second try has seen', async () => {
  const { told, took, second } = begun();
  await took(one, whole);
  await took(two, pass);
  await second({ ...pass, name: 'a' }, { ...pass, name: 'b', outcome: 'fail' });
  assert.deepEqual(verdicts(told[1]), ['fix-1 a: pass', 'fix-1 b: fail', `fix-2 ${pass.name}: pass`]);
  assert.equal(told[1]?.tookMs, 4 * pass.durationMs);
});

test('a run that was ended before its second tries goes on with the open methods, without --resume too', () => {
  const scenarios = (['pass', 'inconclusive'] as const).map((verdict, at) => ({
    ...{ method: `fix-${at + 1}`, scenario: 'x', tags: ['@end'], verdict },
  }));
  const record: Record = {
    ...{ answer: 'team01', hash: 'a', problemHash: 'p', endstate: 'e', broken: [], scenarios, tookMs: 1 },
  };
  const left = (noted: Record, resume: boolean) =>
    openPart(entry, { records: new Map([[entry, noted]]) } as unknown as Batch, resume);
  const rest = [{ entry, settled: scenarios.slice(0, 1) }];
  assert.deepEqual(left(record, false), []);
  assert.deepEqual(left(record, true), rest);
  assert.deepEqual(left({ ...record, unsettled: true }, false), rest);
});
