import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readResults } from '../report/read-results';

const root = join(__dirname, '../..');
const feature = 'support/cli/testdata/cells.feature';
const scratch = mkdtempSync(join(tmpdir(), 'endstate-cells-'));
after(() => rmSync(scratch, { recursive: true }));

function endstate(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/endstate.js', ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, words: stdout + stderr };
}

function run(name: string, ...words: readonly string[]) {
  const dir = join(scratch, name);
  const { status, words: said } = endstate('run', feature, '--reports', dir, ...words);
  assert.equal(status, 0, said);
  return dir;
}

test('a feature in a cell and, in two shards, in another: the labs are the cells’, and the merge has both', () => {
  const iptables = run('a', '--cell', 'netns-1.34-bridge-iptables', '--jobs', '1');
  const ptp = ['--cell', 'netns-1.34-ptp-nftables'];
  const shards = ['1/2', '2/2'].map((shard) => run(`b${shard[0]}`, ...ptp, '--shard', shard));
  const labs = [iptables, ...shards].map((dir) =>
    readResults(dir).scenarios.map(({ outcome, lab }) => `${outcome} ${lab?.spec.cni} ${lab?.spec.kubeProxy}`),
  );
  assert.deepEqual(labs, [
    ['pass bridge iptables', 'skip undefined undefined'],
    ['pass ptp nftables'],
    ['pass ptp nftables'],
  ]);
  const skips = join(scratch, 'skips.yaml');
  writeFileSync(
    skips,
    `- { feature: ${feature}, name: nftables, except: { kube-proxy: nftables }, reason: for a test }\n`,
  );
  const out = join(scratch, 'merged');
  const merged = endstate('merge', iptables, ...shards, '--out', out, '--skips', skips);
  assert.equal(merged.status, 0, merged.words);
  assert.match(merged.words, /\n3 passed, 0 failed, 1 skipped\n$/);
  assert.equal(readFileSync(join(out, 'index.html'), 'utf8').match(/<th scope="col">/g)?.length, 2);
  writeFileSync(skips, '[]\n');
  assert.equal(endstate('merge', iptables, ...shards, '--out', out, '--skips', skips).status, 1);
  assert.equal(endstate('merge', iptables, ...shards.slice(1), '--out', out).status, 3);
});
