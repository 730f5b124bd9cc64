import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemFolders } from '../testdata/folders';
import { brokenRules } from '.';
import { refuseIdleRules } from './refuse-idle';

for (const { name, problem, original, answers } of problemFolders()) {
  test(`${name}: every rule is about something`, () => refuseIdleRules(problem, original));

  // Its wrong answers are wrong by what they come to: a broken rule would hide that.
  for (const kind of ['right', 'wrong'] as const) {
    for (const answer of answers(kind)) {
      test(`${name}: the ${kind} answer ${answer.name} breaks no rule`, () => {
        assert.deepEqual(brokenRules(problem, original, answer.files), []);
      });
    }
  }
}
