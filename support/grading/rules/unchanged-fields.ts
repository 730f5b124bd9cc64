import type { BrokenRule } from '../broken-rule';
import { type Difference, describeDifference } from '../objects/differences';
import { fieldDifferences } from '../objects/fields';
import { areNamesakes, isOfKind, type ManifestObject } from '../objects/manifest-object';
import { podTemplateOf } from '../objects/pod-template';
import type { UnchangedFields } from '../problem';
import { broken, type Rule, type RuleInput } from './rule-input';
import { modelsFor } from './template-models';

/** Fields of objects, or of the templates of their pods, that stay as they are. */
export const unchangedFieldsRule: Rule = (input) => {
  if (!input.objects.present) return [];
  const { 'unchanged-fields': rules = [] } = input.problem.rules;
  return rules.flatMap((rule) => (rule.in === 'pod-template' ? inTemplates(rule, input) : inObjects(rule, input)));
};

/** The objects of a problem that a rule is about. */
export function heldBy({ kind, name }: UnchangedFields, objects: readonly ManifestObject[]): readonly ManifestObject[] {
  return objects.filter((object) => isOfKind(object, kind) && (name === undefined || object.name === name));
}

function inObjects(rule: UnchangedFields, { originalObjects, objects }: RuleInput): readonly BrokenRule[] {
  return heldBy(rule, originalObjects.objects).flatMap((original) => {
    const inPlace = objects.objects.some(({ identity }) => identity === original.identity);
    const said = `${rule.what}: the answer leaves out ${original.label}, which deletes it`;
    const namesakes = objects.objects.filter((own) => areNamesakes(own, original));
    return [
      ...(inPlace ? [] : [broken(rule.id, said, { file: original.file })]),
      ...namesakes.flatMap((own) => told(rule, own, fieldDifferences(rule.paths, original.value, own.value))),
    ];
  });
}

function inTemplates(rule: UnchangedFields, { originalObjects, objects }: RuleInput): readonly BrokenRule[] {
  const held = heldBy(rule, originalObjects.objects);
  return objects.objects.flatMap((own) => {
    const models = modelsFor(own, { rule, held, originals: originalObjects.objects, answer: objects.objects });
    const found = models.map((model) => templateDifferences(rule, own, model));
    const [nearest = []] = found.toSorted((a, b) => a.length - b.length);
    return told(rule, own, nearest);
  });
}

function templateDifferences(
  { paths }: UnchangedFields,
  own: ManifestObject,
  model: ManifestObject,
): readonly Difference[] {
  const [before, after] = [podTemplateOf(model), podTemplateOf(own)];
  return before && after ? fieldDifferences(paths, before.value, after.value, after.keys) : [];
}

function told({ id, what }: UnchangedFields, own: ManifestObject, found: readonly Difference[]): readonly BrokenRule[] {
  const [first, ...more] = found;
  if (!first) return [];
  const others = more.length > 0 ? `, and ${more.length} more` : '';
  const said = `${what}: ${first.path} of ${own.label} ${describeDifference(first)}${others}`;
  return [broken(id, said, { file: own.file, field: first.path })];
}
