import type { AnswerFiles, Method } from './answer-files';
import type { BrokenRule } from './broken-rule';
import type { ItemVerdict } from './marks';
import { aligned } from './objects/aligned';
import { differences } from './objects/differences';
import { objectsOf, objectsOfMethod, type ReadObjects } from './objects/manifests-of';
import { commonRules } from './problem';

/**
 * The kinds of objects that a method changes, adds or leaves out (`Service`, `Deployment.apps`), and each other part that it has
 * (`disk`). Sorted. What cannot be read changes nothing: its method is void.
 */
export function changedKinds(method: Method, original: AnswerFiles): readonly string[] {
  const answer = objectsOfMethod(method);
  const kinds = answer.present ? kindsThatDiffer(objectsOf(original), answer) : [];
  const parts = [...method.files.keys()].map((path) => path.replace(/\/.*$/, '')).filter((part) => !isNoChange(part));
  return [...new Set([...kinds, ...parts])].sort();
}

/** Its objects say what it changes; a report changes nothing. */
function isNoChange(part: string): boolean {
  return part === 'manifests' || part === 'report.md' || part === 'expect.yaml';
}

function kindsThatDiffer(original: ReadObjects, answer: ReadObjects): readonly string[] {
  const known = new Map(original.objects.map((object) => [object.identity, object]));
  const kept = new Set(answer.objects.map(({ identity }) => identity));
  const dropped = original.objects.filter(({ identity }) => !kept.has(identity));
  const changed = answer.objects.filter(({ identity, value }) => {
    const before = known.get(identity)?.value;
    return before === undefined || differences(before, aligned(value, before), '$').length > 0;
  });
  return [...dropped, ...changed].map(({ groupKind }) => groupKind);
}

/** A method as it was judged. */
export interface JudgedMethod {
  readonly name: string;
  /** As {@link changedKinds} has them. */
  readonly kinds: readonly string[];
  readonly verdict: ItemVerdict;
}

/**
 * The methods that do not count since another one, of which the kinds overlap, does: the first that passes, or where none does the
 * first that passes in part. A method that failed is in nobody's way; one that is inconclusive is not yet.
 */
export function overlapping(methods: readonly JudgedMethod[]): readonly BrokenRule[] {
  const passing = (['pass', 'partial'] as const).flatMap((word) => methods.filter(({ verdict }) => verdict === word));
  const counting: JudgedMethod[] = [];
  const broken: BrokenRule[] = [];
  for (const method of passing) {
    const other = counting.find(({ kinds }) => kinds.some((kind) => method.kinds.includes(kind)));
    if (other) broken.push(overlap(method, other));
    else counting.push(method);
  }
  return broken;
}

function overlap(method: JudgedMethod, counts: JudgedMethod): BrokenRule {
  const common = method.kinds.filter((kind) => counts.kinds.includes(kind)).join(', ');
  const said = `${method.name} changes ${common}, as ${counts.name} does, which counts`;
  return { rule: commonRules.overlap, file: method.name, said, voids: { method: method.name } };
}
