import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { lint, whyNoLinter } from '../../matrix/testdata/actionlint';
import { deal } from './plan';
import { piecesMatrix } from './workflow';

const text = readFileSync(join(__dirname, '../../../docs/examples/grading-workflow.yaml'), 'utf8');
const scratch = mkdtempSync(join(tmpdir(), 'endstate-workflow-'));
after(() => rmSync(scratch, { recursive: true }));
const skip = whyNoLinter() ?? false;

/** As a runner sees it once the plan has told the matrix. */
function withMatrix(value: unknown): string {
  const workflow = parse(text);
  workflow.jobs.piece.strategy.matrix = value;
  return stringify(workflow);
}

const { include } = piecesMatrix({
  problem: 'p',
  problemHash: '',
  tags: '',
  pieces: deal(['a', 'b'].map((name) => ({ name, path: name, hash: '' }))),
});

test('the documentation’s workflow is sound, and uses what matrix.json has', { skip }, () => {
  assert.equal(lint(text, scratch), '');
  assert.equal(lint(withMatrix({ include }), scratch), '');
  const renamed = include.map(({ piece, name }) => ({ index: piece, name }));
  assert.match(lint(withMatrix({ include: renamed }), scratch), /property "piece" is not defined/);
});

test('it asks for what the command line has', () => {
  for (const words of [
    'plan problem answers/* --github',
    'run --plan plan/plan.json --piece',
    'merge downloaded/marks-*',
  ])
    assert.ok(text.includes(words), words);
});
