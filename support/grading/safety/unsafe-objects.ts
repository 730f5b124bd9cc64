import type { Manifest } from '../../kube/parse-manifests';
import type { BrokenRule } from '../broken-rule';
import { type Finding, normalized } from './finding';
import { defaultKinds, refusedKind } from './kinds';
import { oddObjectFields } from './object-fields';
import { oddPodFields, type PodAllowance } from './pod-fields';
import { againstBaseline } from './pod-security';
import { podSpecsIn } from './pod-specs';

/** What a problem lets the objects of an answer be. */
export interface ObjectAllowance extends PodAllowance {
  /** `Deployment`, or `CiliumNetworkPolicy.cilium.io`; workloads, Services and the like unless told. */
  readonly kinds?: readonly string[] | undefined;
}

/**
 * What must not be applied of a stranger's manifests, before any is: kinds that are not allowed, pods that get at their node,
 * whatever keeps the judge from taking it all away again. Each voids the answer; a field that nobody knows voids the method,
 * as it would if the API server refused it.
 *
 * `file` of a manifest is its path within the answer.
 */
export function unsafeObjects(
  manifests: readonly Manifest[],
  method: string,
  allow: ObjectAllowance = {},
): readonly BrokenRule[] {
  return manifests.flatMap((manifest) =>
    findingsOf(manifest, allow).map((finding) => brokenBy(finding, manifest, method)),
  );
}

function findingsOf({ object }: Manifest, allow: ObjectAllowance): readonly Finding[] {
  const pods = podSpecsIn(object).flatMap((spec) => [...againstBaseline(spec), ...oddPodFields(spec, allow)]);
  return [...refusedKind(object, allow.kinds ?? defaultKinds), ...oddObjectFields(object), ...pods];
}

function brokenBy({ rule, path, problem }: Finding, { object, file }: Manifest, method: string): BrokenRule {
  const field = normalized(path);
  const name = `${object.kind} ${object.metadata.name}`;
  const voids = rule === 'unknown-field' ? { method } : ({ whole: true } as const);
  return { rule, file, field, said: `${field} of ${name} ${problem}`, voids };
}
