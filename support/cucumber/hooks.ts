import { resolve } from 'node:path';
import { After, Before, type ITestCaseHookParameter, Status } from '@cucumber/cucumber';
import { mediaTypes } from '../report/facts';
import { collectEvidence } from './failure-evidence';
import { pauseText } from './pause-text';
import { limitOf } from './scenario-limit';
import { pause, progress, runSignal } from './session';
import type { World } from './world';

Before(function (this: World, { pickle }: ITestCaseHookParameter) {
  this.feature = {
    uri: resolve(pickle.uri),
    scenario: pickle.name,
    line: pickle.location?.line ?? 0,
    tags: pickle.tags.map((tag) => tag.name),
  };
  this.steps = pickle.steps;
  if (this.checking) limitOf(this.feature.tags);
  else runSignal.throwIfAborted();
});

/** Evidence first, then the user's look, then tear-down: none of them changes the verdict. */
After(async function (this: World, { result }: ITestCaseHookParameter) {
  if (this.checking) return;
  if (result?.status === Status.FAILED && this.labOrNone && !runSignal.aborted) {
    await collectEvidence(this, result.message ?? '');
    if (this.parameters.job.pause) await pause(pauseText(this.feature.scenario, this.labOrNone.id));
  }
  this.attachLab();
  progress('taking the lab down');
  const problem = await this.end();
  if (problem) this.attach(JSON.stringify({ text: problem }), mediaTypes.warning);
});
