import { join } from 'node:path';
import type { PickleStep } from '@cucumber/messages';
import { BadInput } from '../errors';

/** The part of an answer that is built, or loaded, on a host with Docker. */
export const imagePart = 'image';

const buildsAnswer = /^\S+ builds the answer's image as \S+$/;

/** Throws BadInput where no step builds it: it would be judged as if it had not been handed in. */
export function requireImageUsed(steps: readonly PickleStep[], answer: string): void {
  if (steps.some(({ text }) => buildsAnswer.test(text))) return;
  const what = `${join(answer, imagePart)} is not read: no step of the scenario builds the answer's image`;
  throw new BadInput({ what, next: 'write "When vm builds the answer\'s image as app:0.1", or leave the part out' });
}
