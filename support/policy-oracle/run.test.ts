import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Inconclusive } from '../errors';
import { runCyclonus } from './run';

const recorded = join(__dirname, 'testdata/two-cases.txt');
let dir = '';
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'endstate-test-'));
});
after(() => rm(dir, { recursive: true }));

/** Runs a script in the place of Cyclonus. */
async function runs(script: string, withinMs = 60_000) {
  const program = join(dir, 'cyclonus');
  await writeFile(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const told: string[] = [];
  const logs: string[] = [];
  const run = await runCyclonus(
    { tags: ['rule'] },
    {
      program,
      kubeconfig: '/lab/kubeconfig',
      withinMs,
      signal: new AbortController().signal,
      onProgress: (ended, of) => told.push(`${ended} of ${of}`),
      keepLog: async (log) => logs.push(log),
    },
  );
  return { run, told, logs };
}

test('a run: its cases, a time for each, how far it is, all it wrote; on the cluster of the kubeconfig', async () => {
  const { run, told, logs } = await runs(`cat ${recorded}; echo "$KUBECONFIG $*" >&2`);
  assert.equal(run.cases.length, 2);
  assert.deepEqual([...run.times.keys()], [1, 2]);
  assert.deepEqual(told, ['1 of 2', '2 of 2']);
  assert.match(logs[0] ?? '', /SummaryTable:[\s\S]+\/lab\/kubeconfig generate .*--include=rule --exclude=action,/);
});

const broken: readonly (readonly [string, string, RegExp, number?])[] = [
  ['a program that ends badly', `cat ${recorded}; echo no API server >&2; exit 1`, /its end\n[\s\S]*no API server/],
  ['a program that is cut off', `head -300 ${recorded}`, /cannot be read/],
  ['a program that does not end', `cat ${recorded}; sleep 60`, /timed out/, 1_500],
  ['no case', 'printf "testing 0 cases\\nSummaryTable:\\n"', /no case with any of the tags rule/],
];

for (const [what, script, words, withinMs] of broken) {
  test(`${what} decides nothing`, async () => {
    await assert.rejects(runs(script, withinMs), (error: unknown) => {
      assert.ok(error instanceof Inconclusive, String(error));
      assert.match(error.message, words);
      return true;
    });
  });
}
