import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run } from '../exec/exec';

const feature = join(__dirname, 'testdata', 'red-traffic.feature');
const endstate = join(__dirname, '../../bin/endstate.js');
/** By the start of a scenario's name, the word that its last step has to fail with. */
const outcomes = {
  'a port that nobody listens on': 'refused',
  'a name that is not found': 'dns-failed',
  'a job that reaches nobody': 'failed',
  'another source': 'seen-as-10.244.1.1',
  'a service that keeps a client with one backend': 'backend-missing',
  'a table with a cell that differs': 'timed-out',
};

let reports = '';
let junit = '';

before(async () => {
  reports = await mkdtemp(join(tmpdir(), 'endstate-red-'));
  const result = await run([process.execPath, endstate, 'run', feature, '--reports', reports]);
  assert.equal(result.exitCode, 1, result.stdout + result.stderr);
  junit = await readFile(join(reports, 'junit.xml'), 'utf8');
});
after(() => rm(reports, { recursive: true, force: true }));

for (const [scenario, outcome] of Object.entries(outcomes)) {
  test(`${scenario}: ${outcome}`, () => {
    const [, type] = new RegExp(`name="${scenario}"[^>]*>\\s*<failure [^>]*type="([^"]*)"`).exec(junit) ?? [];
    assert.equal(type, outcome, junit);
  });
}

test('a table that does not hold is shown whole, with the cell that differs marked', () => {
  assert.match(
    junit,
    /1 of 5 cells differ\n.* web {2}worker01 {2}192\.0\.2\.7\n.* open .*\n.* ✗ timed out, not open {4}refused/,
  );
});

test('the evidence of a failed claim has the packets of one more attempt, at both ends', async () => {
  const pod = await packets('a-port-that-nobody-listens-on', 'pod-web-');
  assert.match(pod.text, /In {2}IP 10\.244\.1\.1\.\d+ > 10\.244\.1\.\d+\.81: Flags \[S\]/);
  assert.match(pod.text, /Out IP 10\.244\.1\.\d+\.81 > 10\.244\.1\.1\.\d+: Flags \[R\.\]/);
  assert.ok(pod.pcap.length > 100);
  const node = await packets('a-port-that-nobody-listens-on', 'worker01');
  assert.match(node.text, /cni0 +Out IP .*\.81: Flags \[S\]/);
});

test('packets that were dropped on the way are missing at the other end', async () => {
  const pod = await packets('a-table-with-a-cell-that-differs', 'pod-web-');
  assert.match(pod.text, /\.80: Flags \[S\]/);
  assert.doesNotMatch(pod.text, /In {2}IP 10\.244\.1\.1\.\d+ > /);
});

test('the evidence of a failed job has the packets of its pod, run once more', async () => {
  const { text } = await packets('a-job-that-reaches-nobody', 'worker01');
  assert.match(text, /> 10\.96\.80\.81\.82: Flags \[S\]/);
});

/** What one place has captured in a scenario's evidence. */
async function packets(scenario: string, place: string): Promise<{ text: string; pcap: Buffer }> {
  const files = await readdir(join(reports, 'evidence'), { recursive: true });
  const found = (end: string) =>
    files.find((file) => file.includes(scenario) && file.includes(`traffic/${place}`) && file.endsWith(end));
  const path = (end: string) =>
    join(reports, 'evidence', found(end) ?? `no ${place} of ${scenario} in ${files.join(' ')}`);
  return { text: await readFile(path('.txt'), 'utf8'), pcap: await readFile(path('.pcap')) };
}
