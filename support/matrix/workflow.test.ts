import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { BadInput } from '../errors';
import { matrix } from './axes';
import { cellAt } from './cell';
import { workflowMatrix } from './workflow';

/** What `.github/workflows/nightly.yml` reads of the matrix. */
const schema = {
  type: 'object',
  required: ['include'],
  additionalProperties: false,
  properties: {
    include: {
      type: 'array',
      minItems: 1,
      maxItems: 256,
      uniqueItems: true,
      items: {
        type: 'object',
        required: ['id', 'provider', 'kubernetes', 'cni', 'kube-proxy'],
        additionalProperties: false,
        properties: {
          // An artefact's name and a folder's: what both take without a change.
          id: { type: 'string', pattern: '^[a-z0-9.-]+$' },
          provider: { enum: ['netns', 'kind', 'k3d'] },
          kubernetes: { type: 'string', pattern: '^1\\.\\d+$' },
          cni: { type: 'string', pattern: '^[a-z0-9.-]+$' },
          'kube-proxy': { enum: ['iptables', 'nftables', 'ipvs', 'none'] },
          shard: { type: 'string', pattern: '^[1-9]\\d*/[1-9]\\d*$' },
        },
      },
    },
  },
} as const;

const valid = new Ajv().compile(schema);
const cells = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    cellAt({ provider: 'netns', kubernetes: `1.${index}`, cni: 'bridge', 'kube-proxy': 'iptables' }),
  );

test("the project's matrix is one that a workflow takes", () => {
  for (const shards of [1, 2]) assert.ok(valid(workflowMatrix(matrix.cells, shards)), JSON.stringify(valid.errors));
});

test('the schema refuses what is no job of the workflow', () => {
  const [cell] = cells(1);
  for (const include of [[], [{ ...cell, shard: '0/2' }], [{ ...cell, id: 'a b' }], [{ id: 'x' }], [cell, cell]]) {
    assert.equal(valid({ include }), false, JSON.stringify(include));
  }
});

test('shards multiply the jobs of a cell', () => {
  const { include } = workflowMatrix(cells(2), 3);
  assert.deepEqual(
    include.map(({ id, shard }) => `${id} ${shard}`),
    ['netns-1.0-bridge-iptables', 'netns-1.1-bridge-iptables'].flatMap((id) => [`${id} 1/3`, `${id} 2/3`, `${id} 3/3`]),
  );
});

test('256 jobs are taken; more and none are refused with their number', () => {
  assert.equal(workflowMatrix(cells(128), 2).include.length, 256);
  const refusal = (words: RegExp) => (error: unknown) => error instanceof BadInput && words.test(error.message);
  assert.throws(() => workflowMatrix(cells(257), 1), refusal(/257 jobs are more than the 256.*--pairwise/s));
  assert.throws(() => workflowMatrix(cells(129), 2), refusal(/258 jobs.*129 cells, 2 shards each/s));
  assert.throws(() => workflowMatrix([], 1), refusal(/no cell/));
});
