import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../kube';
import { type PodState, podState } from '../observe';
import { outcomeOf } from './outcome';

const state = (change: Partial<PodState>): PodState => ({ ...podState({} as Pod), node: 'x', ...change });

test('one word for what became of the pods', () => {
  assert.equal(outcomeOf([]), 'no-pods');
  assert.equal(outcomeOf([state({ restarts: 1 }), state({ node: undefined })]), 'pending');
  assert.equal(outcomeOf([state({}), state({ status: 'Running', restarts: 2 })]), 'restarting');
  assert.equal(outcomeOf([state({ status: 'CrashLoopBackOff' })]), 'restarting');
  assert.equal(outcomeOf([state({ status: 'ImagePullBackOff' })]), 'not-running');
});
