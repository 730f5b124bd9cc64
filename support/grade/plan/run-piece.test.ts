import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from '../entry';
import { requirePlanned } from './run-piece';

const plan = { problem: 'p', problemHash: 'p' };
const planned = [{ name: 'team01', path: 'answers/team01', hash: 'a' }];
const entry: Entry = { name: 'team01', folder: '/out', hash: 'a', broken: [], methods: [], leftOut: [] };
const unread: Entry = { ...entry, hash: '', unread: 'the process ended without a word' };
const accept = (found: Entry, marksHash = 'p') => requirePlanned(plan, planned, { marksHash }, [found]);

test('what was planned is accepted, and so is what could not be read by no fault of its own', () => {
  accept(entry);
  accept(unread);
});

for (const [what, found, words] of [
  ['another answer', { ...entry, hash: 'b' }, /planned: its SHA-256 a; now: its SHA-256 b/],
  ['one that is refused now', { ...entry, hash: '' }, /now: it cannot be read/],
  ['another name, unread', { ...unread, name: 'team02' }, /the answer answers\/team01 is not what was planned/],
] as const) {
  test(`refused: ${what}`, () => assert.throws(() => accept(found), { name: 'BadInput', message: words }));
}

test('refused: another problem', () => assert.throws(() => accept(entry, 'q'), { name: 'BadInput' }));
