import type { ManifestObject } from '../objects/manifest-object';
import { podTemplateOf } from '../objects/pod-template';
import type { UnchangedFields } from '../problem';

interface Templates {
  readonly rule: UnchangedFields;
  /** The problem's objects that the rule is about. */
  readonly held: readonly ManifestObject[];
  /** All objects of the problem, and of the answer. */
  readonly originals: readonly ManifestObject[];
  readonly answer: readonly ManifestObject[];
}

/**
 * The problem's objects of which an answer's has to have one's template; none where the rule is not about it.
 *
 * An object of the problem is its own model. A new one could escape a rule by its name or kind: pods are told by the
 * beginning of their names, so it takes after the object whose name its own begins with, and after any of those that the
 * rule is about where there is no such object.
 */
export function modelsFor(
  own: ManifestObject,
  { rule, held, originals, answer }: Templates,
): readonly ManifestObject[] {
  if (!podTemplateOf(own)) return [];
  const same = originals.find(({ identity }) => identity === own.identity);
  if (same) return held.filter((model) => model === same);
  const forerunner = forerunnerOf(own, originals);
  if (forerunner) return held.filter((model) => model === forerunner);
  const isLeftOut = held.some(({ identity }) => !answer.some((object) => object.identity === identity));
  // A rule about one object leaves newcomers alone as long as that object is there.
  return rule.name === undefined || isLeftOut ? held : [];
}

/** Pods of `web-2` are called as those of `web` are. */
function forerunnerOf({ name }: ManifestObject, originals: readonly ManifestObject[]): ManifestObject | undefined {
  const [longest] = originals
    .filter((original) => podTemplateOf(original) && `${name}-`.startsWith(`${original.name}-`))
    .toSorted((a, b) => b.name.length - a.name.length);
  return longest;
}
