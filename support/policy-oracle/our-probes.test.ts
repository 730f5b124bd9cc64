import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExecResult, Executor } from '../exec/exec';
import { type Manifest, parseManifests } from '../kube';
import type { Bed } from './bed';
import { awaited, compare } from './compare';
import { OurProbes } from './our-probes';
import type { PolicyCase } from './output';
import { cellName, type TruthTable, type Word } from './truth-table';

const pods = ['x/a', 'y/b'];
const names = pods.flatMap((from) => pods.map((to) => cellName(from, to, 80)));
const [, toB = '', toA = ''] = names;

/** What a set of policies comes to: by cell, whether it is open. */
type Network = (policies: readonly Manifest[]) => (cell: string) => boolean;

/** What a policy is called says what it does here. */
const policy = (name: string) =>
  parseManifests(
    `{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: ${name}, namespace: x } }`,
    'a',
  );
const has = (policies: readonly Manifest[], name: string) =>
  policies.some(({ object }) => object.metadata.name === name);

const sound: Network = (policies) => (cell) => !isCut(policies) && !(has(policies, 'deny-to-b') && cell === toB);

/** Cut, in every namespace of the pods, and by no name that YAML reads as something else. */
const isCut = (policies: readonly Manifest[]) =>
  ['x', 'y'].every((namespace) =>
    policies.some(({ object: { metadata } }) => /cut/.test(metadata.name ?? '') && metadata.namespace === namespace),
  );

/** Pods in a network that enforces so many looks of a row after it was told. */
function bedIn(network: Network, lag = 0): Bed {
  let enforced: readonly Manifest[] = [];
  let pending: { readonly policies: readonly Manifest[]; looks: number } | undefined;
  const isOpen = (cell: string) => {
    if (pending && pending.looks-- <= 0) {
      enforced = pending.policies;
      pending = undefined;
    }
    return cell === names[0] || cell === names[3] || network(enforced)(cell);
  };
  return {
    places: pods.map((name) => ({ name, host: name, from: client(name, isOpen) })),
    ports: [80],
    put: async (policies) => {
      pending = { policies, looks: lag };
    },
  };
}

/** Answers a row's script: `<index> <exit status> <words>` and a zero byte for each target. */
function client(from: string, isOpen: (cell: string) => boolean): Executor {
  return {
    name: from,
    exec: async ([, , , , , ...words]) => {
      const targets = words.filter((_, at) => at % 2 === 0);
      const told = targets.map((to, at) =>
        isOpen(cellName(from, to, 80)) ? `${at} 0 succeeded` : `${at} 1 nc: timed out`,
      );
      return { exitCode: 0, stdout: told.map((one) => `${one}\0`).join(''), stderr: '', timedOut: false } as ExecResult;
    },
  };
}

const tables = (blocked: readonly string[]): TruthTable => ({
  pods,
  ports: [80],
  cells: new Map(names.map((name): [string, Word] => [name, blocked.includes(name) ? 'blocked' : 'allowed'])),
});

const caseOf = (policies: readonly Manifest[], ...blocked: readonly string[]): PolicyCase => {
  const table = tables(blocked);
  return { number: 1, title: 'a case', policies, expected: table, measured: table, tries: 1 };
};

/** What comes about is given time; what never does is waited for in vain, and shorter. */
async function differences(network: Network, one: PolicyCase, { lag = 0, settleMs = 400 } = {}) {
  const probes = new OurProbes(bedIn(network, lag), { settleMs, signal: new AbortController().signal });
  const ours = await probes.try(one.policies, awaited(one, []));
  const { differing } = compare(one, ours, { cyclonusMs: 0, departures: [] });
  return { cells: differing.map(({ cell, ours: seen }) => `${cell} ${seen}`), doubts: ours.doubts };
}

const notCut = 'it did not begin with every connection cut';
const late = 'its table was not seen twice in a row within the deadline';
const denied = caseOf(policy('deny-to-b'), toB);

test('a network that enforces agrees, at once or late', async () => {
  for (const lag of [0, 25])
    assert.deepEqual(await differences(sound, denied, { lag, settleMs: 20_000 }), { cells: [], doubts: [] });
});

test('a network that enforces no policy never begins with every connection cut, and its open cell is named', async () => {
  const found = await differences(() => () => true, denied);
  assert.deepEqual(found, { cells: [`${toB} open`], doubts: [notCut, late] });
});

test('where the case itself would hold, what was not begun with is told', async () => {
  const found = await differences(() => () => true, caseOf(policy('allow-all')), { settleMs: 3_000 });
  assert.deepEqual(found, { cells: [], doubts: [notCut] });
});

test('a cell that stays cut from the beginning is not taken for open', async () => {
  let wasCut = false;
  const sticky: Network = (policies) => {
    wasCut ||= isCut(policies);
    return (cell) => sound(policies)(cell) && !(wasCut && cell === toA);
  };
  assert.deepEqual((await differences(sticky, denied)).cells, [`${toA} timed out`]);
});

test('a policy that is not enforced is not taken for enforced since all was cut before', async () => {
  const forgetful: Network = (policies) => (cell) =>
    sound(policies.filter(({ object }) => object.metadata.name !== 'deny-to-b'))(cell);
  assert.deepEqual((await differences(forgetful, denied)).cells, [`${toB} open`]);
});

test('a state that lasts for one look is not enough', async () => {
  let looks = 0;
  const flashing: Network = (policies) => (cell) => {
    if (!has(policies, 'deny-to-b')) return sound(policies)(cell);
    if (cell === toB) looks += 1;
    return !(cell === toB && looks % 6 < 3);
  };
  assert.deepEqual((await differences(flashing, denied)).cells.length, 1);
});
