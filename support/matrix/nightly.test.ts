import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { matrix } from './axes';
import { pairwise } from './pairwise';
import { lint as complaints, whyNoLinter } from './testdata/actionlint';
import { workflowMatrix } from './workflow';

const github = join(__dirname, '../../.github');
const nightly = join(github, 'workflows/nightly.yml');
const scratch = mkdtempSync(join(tmpdir(), 'endstate-nightly-'));
after(() => rmSync(scratch, { recursive: true }));

const skip = whyNoLinter() ?? false;

const lint = (text: string) => complaints(text, scratch);

/** The workflow with the matrix written out, as a runner sees it once the plan has told it. */
function withMatrix(value: unknown): string {
  const workflow = parse(readFileSync(nightly, 'utf8'));
  workflow.jobs.cell.strategy.matrix = value;
  return stringify(workflow);
}

test('the nightly workflow is sound', { skip }, () => {
  assert.equal(lint(readFileSync(nightly, 'utf8')), '');
});

test('so it is with the matrix written out: every name that it uses is one of the matrix', { skip }, () => {
  for (const cells of [matrix.cells, pairwise(matrix.cells)]) {
    assert.equal(lint(withMatrix(workflowMatrix(cells, 2))), '');
  }
});

test('the linter sees a job that is needed and is not there, and a name that the matrix has not', { skip }, () => {
  assert.match(lint(readFileSync(nightly, 'utf8').replace('needs: plan', 'needs: plans')), /plans/);
  const renamed = matrix.cells.map(({ cni, ...cell }) => ({ ...cell, network: cni, shard: '1/1' }));
  assert.match(lint(withMatrix({ include: renamed })), /property "cni" is not defined/);
});

test('the workflow asks for what the command line has', () => {
  const text = readFileSync(nightly, 'utf8');
  for (const words of ['matrix --format github --shards 2', '--cell "$CELL" --shard "$SHARD"', '--matrix downloaded']) {
    assert.ok(text.includes(words), words);
  }
  assert.equal(workflowMatrix(matrix.cells, 2).include.length <= 256, true);
});
