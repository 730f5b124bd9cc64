import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Executor, run } from '../exec/exec';
import { connectivity, connectivityIs, type Matrix, type SeenMatrix, type TcpOutcome, tcpRow } from '.';

const signal = new AbortController().signal;
const refused = 'nc: connect to 10.0.0.1 port 80 (tcp) failed: Connection refused';
const timedOut = 'nc: connect to 10.0.0.1 port 80 (tcp) timed out: Operation now in progress';

/** A place whose nc is a function of the shell that runs the row's script. */
function withNc(body: string): Executor {
  return {
    name: 'a place',
    exec: ([shell, flag, script = '', ...words], options) =>
      run([shell, flag ?? '', `nc() { ${body}; }\n${script}`, ...words], options),
  };
}

/** `nc -z -v -w <seconds> -- <host> <port>`: what it says depends on the port. */
const byPort = withNc(`case "$7" in
  80) echo "Connection to $6 $7 port succeeded!" >&2 ;;
  81) echo "${refused}" >&2; return 1 ;;
  82) printf '%s\\n' "${timedOut}" "and a second line" >&2; return 1 ;;
  83) return 127 ;;
esac`);

const kinds = (outcomes: readonly TcpOutcome[]) => outcomes.map(({ kind }) => kind);
const to = (...ports: readonly number[]) => ports.map((port) => ({ host: '10.0.0.1', port }));

test('a row is tried by one process, and every connection has an outcome of its own', async () => {
  const outcomes = await tcpRow(byPort, to(82, 80, 81, 80, 83), { signal });
  assert.deepEqual(kinds(outcomes), ['timed-out', 'connected', 'refused', 'connected', 'probe-missing']);
  assert.deepEqual(await tcpRow(byPort, [], { signal }), []);
});

test('the connections of a row overlap', async () => {
  const slow = withNc('sleep 0.5; return 0');
  const start = performance.now();
  assert.deepEqual(new Set(kinds(await tcpRow(slow, to(...Array(20).keys()), { signal }))), new Set(['connected']));
  assert.ok(performance.now() - start < 5_000);
});

test('a row that could not be tried has seen nothing', async () => {
  const off: Executor = { name: 'worker01', exec: () => Promise.reject(new Error('worker01 is off')) };
  const killed: Executor = {
    name: 'x',
    exec: async (_, options) => run(['sh', '-c', 'printf "0 0 ok\\0"'], options),
  };
  assert.deepEqual(kinds(await tcpRow(off, to(80, 81), { signal })), ['probe-missing', 'probe-missing']);
  assert.deepEqual(kinds(await tcpRow(killed, to(80, 81), { signal })), ['connected', 'unknown']);
});

const matrix: Matrix = {
  rows: [
    { name: 'pod a', from: byPort },
    { name: 'worker01', from: byPort },
  ],
  columns: [
    { name: 'pod a', host: '10.0.0.1', port: 80 },
    { name: 'pod b', host: '10.0.0.2', port: 81 },
  ],
  stated: [
    [undefined, 'refused'],
    ['open', 'refused'],
  ],
};

test('a cell that states no connection is tried three times, an open one once, an unstated one never', async () => {
  const seen = await connectivity(matrix).observe(signal);
  assert.deepEqual(
    seen.map((row) => row.map((cell) => cell.length)),
    [
      [0, 3],
      [1, 3],
    ],
  );
  assert.deepEqual(connectivityIs(matrix)(seen), {
    state: 'met',
    detail: 'all 3 cells as stated',
    outcome: 'as-stated',
  });
});

const saw = (...cells: readonly (readonly TcpOutcome['kind'][])[]): SeenMatrix => [
  [[], (cells[0] ?? []).map((kind) => ({ kind, words: kind }))],
  [1, 2].map((index) => (cells[index] ?? []).map((kind) => ({ kind, words: `nc: ${kind}` }))),
];
const threeTimes = ['refused', 'refused', 'refused'] as const;

test('one cell that differs, in one of its attempts, speaks for the whole and is marked', () => {
  const judgement = connectivityIs(matrix)(saw(threeTimes, ['timed-out'], ['refused', 'connected', 'refused']));
  assert.deepEqual([judgement.state, judgement.outcome], ['not-yet', 'timed-out']);
  assert.equal(
    judgement.detail,
    [
      '2 of 3 cells differ',
      '              pod a                  pod b',
      '    pod a     -                      refused',
      '    worker01  ✗ timed out, not open  ✗ open, not refused',
    ].join('\n'),
  );
});

test('a cell that could not be tried makes the whole unknown, unless another one differs', () => {
  const blind = connectivityIs(matrix)(saw(threeTimes, ['connected'], ['refused', 'probe-missing', 'refused']));
  assert.deepEqual([blind.state, blind.outcome], ['unknown', 'probe-missing']);
  assert.match(
    blind.detail,
    /1 of 3 cells could not be tried: nc: probe-missing\n(.*\n){2}.*\? probe-missing, not refused/,
  );
  const both = connectivityIs(matrix)(saw(['connected'], ['connected'], ['unknown']));
  assert.deepEqual([both.state, both.outcome], ['not-yet', 'connected']);
  assert.equal(connectivityIs(matrix)(saw(threeTimes, [], threeTimes)).state, 'unknown');
});
