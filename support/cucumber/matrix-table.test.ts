import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSpec } from '../../clusters/lab';
import { BadInput } from '../errors';
import { readMatrix } from './matrix';
import { parseSource } from './source';
import { requireEndpoint } from './target';
import type { World } from './world';

const names = ['control-plane', 'worker01', 'worker02'];
const world = {
  spec: defaultSpec,
  requireLab: () => {},
  machineName: (name: string) => {
    if (names.includes(name)) return name;
    throw new BadInput({ what: `no ${name}` });
  },
} as unknown as World;
const read = (port: number, ...table: readonly (readonly string[])[]) => readMatrix(world, port, table);

test('a table: rows are clients, columns are where they connect to', () => {
  const { port, table } = read(
    8080,
    ['', 'pod shop/a', 'a pod of deployment web', 'worker01', '10.96.0.1', 'web.default.svc.cluster.local'],
    ['the runner', 'open', 'timed out', 'refused', 'no route', '-'],
    ['worker02', '-', '-', '-', '-', 'open'],
  );
  assert.equal(port, 8080);
  assert.deepEqual(
    table.rows.map(({ client }) => client.kind),
    ['runner', 'machine'],
  );
  assert.deepEqual(
    table.columns.map(({ place }) => place),
    [
      { kind: 'pod', name: 'shop/a' },
      { kind: 'some-pod', deployment: 'web' },
      { kind: 'machine', name: 'worker01' },
      { kind: 'address', address: '10.96.0.1' },
      { kind: 'address', address: 'web.default.svc.cluster.local' },
    ],
  );
  assert.deepEqual(table.stated[0], ['open', 'timed out', 'refused', 'no route', undefined]);
});

const refusals: readonly [why: RegExp, port: number, ...table: readonly (readonly string[])[]][] = [
  [/states no connection/, 80, ['', 'worker01']],
  [/states no connection/, 80, ['', 'worker01'], ['worker02', '-']],
  [/states no connection/, 80, [''], ['worker02']],
  [/"timed-out".*write "timed out"/s, 80, ['', 'worker01'], ['worker02', 'timed-out']],
  [/word in a cell.*""/s, 80, ['', 'worker01'], ['worker02', '']],
  [/"worker03".*write "worker0/s, 80, ['', 'worker01'], ['worker03', 'open']],
  [/"worker3".*write "worker0/s, 80, ['', 'worker3'], ['worker02', 'open']],
  [/"the runner"/, 80, ['', 'the runner'], ['worker02', 'open']],
  [/two rows.*"worker02"/s, 80, ['', 'worker01'], ['worker02', 'open'], ['worker02', 'open']],
  [/two columns.*"worker01"/s, 80, ['', 'worker01', 'worker01'], ['worker02', 'open', 'open']],
  [/corner/, 80, ['from', 'worker01'], ['worker02', 'open']],
  [/no port 0/, 0, ['', 'worker01'], ['worker02', 'open']],
  [/no port 65536/, 65_536, ['', 'worker01'], ['worker02', 'open']],
];

for (const [why, port, ...table] of refusals) {
  test(`refused before any lab: ${JSON.stringify(table)} on ${port}`, () => {
    assert.throws(
      () => read(port, ...table),
      (error) => error instanceof BadInput && why.test(error.message),
    );
  });
}

test('where a TCP connection goes has a port', () => {
  for (const words of ['worker01:80', 'web.default.svc:80', 'port 80 of pod web', 'port 80 of a pod of deployment web'])
    requireEndpoint(words);
  for (const words of ['worker01', 'http://web:80', 'web:80/path', 'pod web', 'web:0', 'port 70000 of pod web'])
    assert.throws(() => requireEndpoint(words), BadInput, words);
});

test('whom a server sees: itself, an address, a machine, a pod, the runner', () => {
  assert.deepEqual(parseSource(world, 'itself'), { kind: 'itself' });
  assert.deepEqual(parseSource(world, '192.168.0.11'), { kind: 'address', address: '192.168.0.11' });
  assert.deepEqual(parseSource(world, 'worker01'), { kind: 'machine', name: 'worker01' });
  assert.deepEqual(parseSource(world, 'pod web'), { kind: 'pod', name: 'web' });
  assert.deepEqual(parseSource(world, 'the runner'), { kind: 'runner' });
  assert.throws(
    () => parseSource(world, 'itsself'),
    (error) => error instanceof BadInput && /write "itself"/.test(error.message),
  );
});
