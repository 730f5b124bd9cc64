import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Inconclusive } from '../errors';
import { readTruthTable } from './truth-table';

const table = [
  '+--------+-----+-----+',
  '| TCP/80 | X/A | Y/B |',
  '| TCP/81 |     |     |',
  '+--------+-----+-----+',
  '| x/a    | . . | . X |',
  '+--------+-----+-----+',
  '| y/b    | X X | . . |',
  '+--------+-----+-----+',
];

test('a table: pods, ports, and a word for every pod to every pod on every port', () => {
  const { pods, ports, cells } = readTruthTable(table);
  assert.deepEqual(
    [pods, ports],
    [
      ['x/a', 'y/b'],
      [80, 81],
    ],
  );
  assert.deepEqual(
    [...cells].filter(([, word]) => word === 'blocked').map(([cell]) => cell),
    ['x/a → y/b:81', 'y/b → x/a:80', 'y/b → x/a:81'],
  );
  assert.equal(cells.size, 8);
});

const changed = (from: string, to: string) => table.map((line) => line.replace(from, to));
const unreadable: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['nothing', [], /without rows/],
  ['a header alone', table.slice(0, 4), /without rows/],
  ['a row that is missing', table.slice(0, 6), /rows x\/a and columns X\/A,Y\/B/],
  ['rows in another order than the columns', changed('| X/A | Y/B |', '| Y/B | X/A |'), /columns Y\/B,X\/A/],
  ['a cell with a mark too few', changed('. X |', 'X   |'), /x\/a → y\/b: "X"/],
  ['a connection that Cyclonus could not try', changed('. X |', '. ! |'), /x\/a → y\/b:81: "!"/],
  ['another protocol', changed('TCP/81', 'UDP/81'), /"UDP\/81"/],
  ['a table cut off in a row', changed('| . X |', '| .'), /a line of a table/],
  ['words', ['no table'], /a line of a table: no table/],
];

for (const [what, lines, words] of unreadable) {
  test(`${what}: nothing is read`, () => {
    assert.throws(
      () => readTruthTable(lines),
      (error: unknown) => error instanceof Inconclusive && words.test(error.message),
    );
  });
}
