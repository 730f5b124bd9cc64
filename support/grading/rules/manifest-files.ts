import type { BrokenRule } from '../broken-rule';
import { aligned } from '../objects/aligned';
import { describeDifference, differences } from '../objects/differences';
import { areNamesakes, type ManifestObject, withoutNamespace } from '../objects/manifest-object';
import { commonRules, type Parts } from '../problem';
import { broken, type Rule, type RuleInput } from './rule-input';

const folder = 'manifests/';

/** Files of manifests/ that must not change hold the objects that they held, and none is added where none may be. */
export const manifestFilesRule: Rule = (input) => {
  // Where no manifests may be handed in, the rule for parts says so.
  if (!input.objects.present || !input.problem.parts.manifests) return [];
  return [...input.original.keys()]
    .filter((path) => isProtected(path, input.problem.parts.manifests))
    .flatMap((path) => [...changedObjects(path, input), ...addedObjects(path, input)])
    .concat(addedFiles(input));
};

function isProtected(path: string, manifests: Parts['manifests'] = {}): boolean {
  if (!path.startsWith(folder)) return false;
  const { 'may-change': may, 'must-not-change': mustNot = [] } = manifests;
  const name = path.slice(folder.length);
  return mustNot.includes(name) || (may !== undefined && !may.includes(name));
}

function changedObjects(path: string, { originalObjects, objects }: RuleInput): readonly BrokenRule[] {
  const held = originalObjects.objects.filter(({ file }) => file === path);
  return held.flatMap((original) => {
    const inPlace = objects.objects.some(({ identity }) => identity === original.identity);
    const missing = inPlace ? [] : [dropped(original, path)];
    // In whatever namespace: what reads it by its name may have moved there.
    return [
      ...missing,
      ...objects.objects.filter((own) => areNamesakes(own, original)).flatMap((own) => changed(own, original, path)),
    ];
  });
}

function dropped({ label }: ManifestObject, path: string): BrokenRule {
  return broken(commonRules.files, `${path} must not change: the answer leaves out ${label}, which deletes it`, {
    file: path,
  });
}

function changed(own: ManifestObject, original: ManifestObject, path: string): readonly BrokenRule[] {
  const before = withoutNamespace(original);
  const [first, ...more] = differences(before, aligned(withoutNamespace(own), before), '$');
  if (!first) return [];
  const others = more.length > 0 ? `, and ${more.length} more` : '';
  const said = `${path} must not change: ${first.path} of ${own.label} ${describeDifference(first)}${others}`;
  return [broken(commonRules.files, said, { file: own.file, field: first.path })];
}

function addedObjects(path: string, { originalObjects, objects }: RuleInput): readonly BrokenRule[] {
  const held = originalObjects.objects.filter(({ file }) => file === path);
  return objects.objects
    .filter((own) => own.file === path && !held.some((original) => areNamesakes(own, original)))
    .map((own) => broken(commonRules.files, `${path} must not change: ${own.label} is added to it`, { file: path }));
}

function addedFiles({ problem, original, method }: RuleInput): readonly BrokenRule[] {
  if (problem.parts.manifests?.['may-add-files']) return [];
  const added = [...method.files.keys()].filter((path) => path.startsWith(folder) && !original.has(path));
  return added.map((path) =>
    broken(commonRules.files, `${path} is no file of the problem, and none may be added`, { file: path }),
  );
}
