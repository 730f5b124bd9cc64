import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Situations, type View } from './situation';

/** `cx cy sx`: clients, whom the claim is about, on x and y, a server on x; `c-` has no node. */
function view(words: string, served = false): View {
  const pods = words.split(' ').map((word, at) => ({
    uid: `${at}`,
    workload: word[0],
    node: word[1] === '-' ? undefined : word[1],
  }));
  return { pods, claimed: new Set(pods.filter(({ workload }) => workload === 'c').map(({ uid }) => uid)), served };
}

/** Which of the placements are judged, one after the other. */
function judged(placements: readonly string[], served = false): readonly string[] {
  const situations = new Situations();
  return placements.filter((words) => {
    const isNew = situations.isNew(view(words, served));
    if (isNew) situations.add(view(words, served));
    return isNew;
  });
}

const split = 'cx cy cx sx sx';

test('clients on both nodes at once stand for clients on either', () => {
  assert.deepEqual(judged([split, 'cx cx cx sx sx', 'cy cy cy sx sx']), [split]);
  assert.deepEqual(judged(['cx sx', 'cy sx', 'cx cy sx']), ['cx sx', 'cy sx']);
});

test('servers elsewhere are another situation, in other numbers too', () => {
  const placements = ['cx cy sx sx', 'cx cy sy sy', 'cx cy sx sy', 'cx cy sx'];
  assert.deepEqual(judged(placements), placements);
});

test('a pod that nobody could place is in a situation of its own, and so is one beside it', () => {
  const placements = ['cx cy sx', 'cx c- sx', 'cx cy s-'];
  assert.deepEqual(judged(placements), placements);
});

test('where somebody is sent to the pods of the claim, their own kind counts as well', () => {
  const placements = [split, 'cx cx cx sx sx', 'cy cy cy sx sx'];
  assert.deepEqual(judged(placements, true), placements);
});

test('without any pod of the claim each placement is judged once', () => {
  assert.deepEqual(judged(['sx sx', 'sx sy', 'sx sx']), ['sx sx', 'sx sy']);
});

test('a pod of the claim that the judge has not placed is always new', () => {
  const situations = new Situations();
  const strange = (uid: string): View => ({ ...view('sx'), claimed: new Set([uid]) });
  situations.add(strange('a'));
  assert.equal(situations.isNew(strange('b')), true);
});
