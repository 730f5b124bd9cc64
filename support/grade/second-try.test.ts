import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureKind } from '../report/facts';
import type { ScenarioResult } from '../report/result';
import type { CheckedJob } from '../run/check';
import { settle } from './second-try';
import { tryAgain } from './try-again';

const texts = ['Given a cluster:', 'When I apply the answer', 'And lb reboots', 'Then host01 can curl 192.168.0.1'];

/** What a scenario came to: where it failed, as what, and the line that it is in. */
function result(outcome: ScenarioResult['outcome'], step = '', kind: FailureKind = 'inconclusive', line = 7) {
  const at = texts.findIndex((text) => text.endsWith(step));
  const steps = texts.map((text, index) => ({
    text,
    status:
      outcome === 'pass' || index < at
        ? ('passed' as const)
        : index === at
          ? ('failed' as const)
          : ('not-run' as const),
    durationMs: 1,
  }));
  const failure = { kind, step, explanation: { what: 'x' } };
  return {
    ...{ label: '', feature: '', uri: 'a.feature', line, name: 'holds', tags: ['@end'], outcome, steps, warnings: [] },
    ...{ startedAt: new Date(0), durationMs: 1, rerun: '', ...(outcome === 'pass' ? {} : { failure }) },
  } satisfies ScenarioResult;
}

const reboots = 'lb reboots';
const first = result('inconclusive', reboots);
const pass = result('pass');

test('a second try that decides it is the verdict, and says that it was one', () => {
  assert.deepEqual(settle(first, { again: pass }), {
    verdict: 'pass',
    again: 'inconclusive at "lb reboots" at first, then by itself a pass',
  });
  assert.equal(settle(first, { again: result('fail', 'host01 can curl 192.168.0.1', 'mismatch') }).verdict, 'fail');
});

test('inconclusive is no escape: what comes back where the model answer passes is the answer’s', () => {
  assert.deepEqual(settle(first, { again: first, model: pass }), {
    verdict: 'fail',
    again: 'inconclusive twice at "lb reboots", where the problem\'s model answer passes',
  });
});

/** The same fault, of what the judge does not have. */
function lacking(scenario: typeof first) {
  return {
    ...scenario,
    failure: { kind: 'inconclusive', step: reboots, explanation: { what: 'x' }, lacking: true },
  } as const;
}

test('an image that the judge does not have is no fault of the answer’s, however often it is missed', () => {
  const missed = lacking(first);
  for (const [one, other] of [
    [missed, missed],
    [first, missed],
    [missed, first],
  ] as const)
    assert.equal(settle(one, { again: other, model: pass }).verdict, 'inconclusive');
});

for (const [name, again, model] of [
  ['where the model answer does not pass either', first, result('inconclusive', reboots)],
  ['where the model answer fails: then it is the problem', first, result('fail', reboots, 'mismatch')],
  ['where nobody asked the model answer', first, undefined],
  ['where another step broke', result('inconclusive', 'I apply the answer'), pass],
  ['where the judge broke', result('inconclusive', reboots, 'defect'), pass],
  ['where it was skipped', result('skip', reboots, 'unsupported'), pass],
  ['where nothing ran', undefined, pass],
] as const) {
  test(`it stays inconclusive ${name}`, () => {
    const tries = { ...(again ? { again } : {}), ...(model ? { model } : {}) };
    assert.equal(settle(first, tries).verdict, 'inconclusive');
  });
}

test('what breaks before the answer is there is no doing of its', () => {
  const early = result('inconclusive', 'a cluster:');
  assert.equal(settle(early, { again: early, model: pass }).verdict, 'inconclusive');
});

const job = { id: 'a-7', label: 'team01/fix-1', paths: ['a.feature:7'] } as unknown as CheckedJob;
const model = { ...job, label: 'the model answer' };

async function ran(...results: readonly ScenarioResult[]) {
  const runs: string[] = [];
  const left = [...results];
  const tries = await tryAgain([first], { job, model }, '/marks', async ({ label }, folder) => {
    runs.push(`${label} in ${folder}`);
    return [left.shift() ?? pass];
  });
  return { runs, tries };
}

test('the model answer is tried right after the answer, and only where the fault came back', async () => {
  const back = await ran(first, pass);
  assert.deepEqual(back.runs, [
    'team01/fix-1 once more in /marks/again',
    'the model answer beside team01/fix-1 in /marks/model',
  ]);
  assert.deepEqual(back.tries, [{ first, again: first, model: pass }]);
  const gone = await ran(pass);
  assert.deepEqual([gone.runs.length, gone.tries], [1, [{ first, again: pass }]]);
});

test('rows of an outline are told apart by their line', async () => {
  const { tries } = await ran(result('pass', '', 'inconclusive', 8));
  assert.deepEqual(tries, [{ first }]);
});

test('a job that ended before its first scenario comes to all that its second try has seen', async () => {
  const whole: ScenarioResult = {
    ...result('inconclusive', '', 'defect', 0),
    name: 'the whole job',
    tags: [],
    steps: [],
  };
  const fail = result('fail', 'host01 can curl 192.168.0.1', 'mismatch', 8);
  const again = (results: readonly ScenarioResult[]) =>
    tryAgain([whole], { job, model }, '/marks', async () => results);
  const tries = await again([pass, fail]);
  assert.deepEqual(tries, [
    { first: whole, again: pass },
    { first: whole, again: fail },
  ]);
  assert.deepEqual(
    tries.map((one) => settle(one.first, one).verdict),
    ['pass', 'fail'],
  );
  assert.deepEqual(await again([]), [{ first: whole }]);
});
