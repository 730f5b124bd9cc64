import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cyclonus } from '../../clusters/components/manifest';
import { ensureProgram } from '../../clusters/components/program';
import { defaultSpec } from '../../clusters/lab';
import { netns } from '../../clusters/netns/provider';
import { Mismatch } from '../errors';
import { connect } from '../kube';
import { podImage } from './command';
import { consultOracle, type OracleRun } from './oracle';
import { factsOf, requireAgreement } from './verdict';

/** A network that enforces nothing, and the two cases with an address block that has an exception. */
let run: OracleRun;
let lab: Awaited<ReturnType<typeof netns.create>> | undefined;

before(async () => {
  const signal = AbortSignal.timeout(300_000);
  const program = await ensureProgram(cyclonus, { signal });
  lab = await netns.create({ ...defaultSpec, images: [podImage] }, { signal });
  const kube = await connect(lab.kubeconfig);
  const selection = { tags: ['ip-block-with-except'], waitSeconds: 1, retries: 0 };
  const options = { program, departures: [], withinMs: 240_000, settleMs: 3_000, signal, onProgress: () => {} };
  run = await consultOracle(lab, kube, selection, options).finally(() => kube.close());
});
after(() => lab && netns.destroy(lab));

test('the real Cyclonus is run and read, each case with all its cells and its time', () => {
  assert.deepEqual(
    run.compared.map(({ title, cells }) => [title, cells]),
    [
      ['ipblock with except', 162],
      ['ipblock with except', 162],
    ],
  );
  assert.ok(run.compared.every(({ cyclonusMs, oursMs }) => cyclonusMs > 1_000 && oursMs > 1_000));
});

test('a network that enforces nothing: both probes see every blocked connection open, and the verdict is a fail', () => {
  for (const { differing, blind } of run.compared) {
    assert.ok(differing.length > 10);
    assert.deepEqual(blind, []);
    const seen = differing.map(({ expected, measured, ours }) => [expected, measured, ours].join());
    assert.deepEqual(new Set(seen), new Set(['blocked,allowed,open']));
  }
  assert.deepEqual(
    factsOf(run).map(({ outcome }) => outcome),
    ['failed', 'failed'],
  );
  assert.throws(
    () => requireAgreement(run, []),
    (error: unknown) => error instanceof Mismatch && error.outcome === 'not-as-specified',
  );
});
