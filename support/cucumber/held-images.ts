import type { PickleStep } from '@cucumber/messages';
import { containerdName } from '../../clusters/images/names';

const holds = /^the registry \S+ holds the image (\S+) that runs /;

/** The images that a scenario puts into a registry of its lab: nodes have to pull them, and nobody plants them. */
export function heldImages(steps: readonly PickleStep[]): ReadonlySet<string> {
  return new Set(steps.flatMap(({ text }) => holds.exec(text)?.[1] ?? []).map(containerdName));
}

/** Of images, those that are brought to the nodes before anything asks for them. */
export function notHeld(images: readonly string[], steps: readonly PickleStep[]): readonly string[] {
  const held = heldImages(steps);
  return images.filter((name) => !held.has(containerdName(name)));
}
