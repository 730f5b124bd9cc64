import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Mismatch } from '../errors';
import { Fence } from '../fence';
import { parseProblem } from '../grading/problem';
import { defaultKinds, refusedKind } from '../grading/safety/kinds';
import type { Kube, Manifest } from '../kube';
import { problemFolder } from './problem-folder';
import type { World } from './world';

/** Where an answer is applied, and how far it gets. */
export interface Confined {
  /** As whom its objects are applied and deleted. */
  readonly kube: Kube;
  /** Puts namespaces within the fence that have come since. */
  around(namespaces: readonly string[]): Promise<void>;
}

/**
 * Raises the fence around what the scenario has applied, before an answer is. A cluster that is there already is its owner's: nobody
 * but he gives rights there, or labels namespaces, and the report says so. Rejects with Mismatch where the answer names a namespace of the
 * cluster's own.
 */
export async function confine(world: World, answer: readonly Manifest[]): Promise<Confined> {
  const kube = await world.kube();
  if (world.lab.guard) {
    world.attach(
      "answers are applied with the kubeconfig's rights: there is no fence in a cluster of others",
      'text/plain',
    );
    return { kube, around: async () => {} };
  }
  await requireOwnNamespaces(world, kube, answer);
  const { kinds = defaultKinds, 'pod-security': podSecurity = 'baseline' } = problemOf(world.feature.uri);
  const objects = [...world.applied, ...answer].map(({ object }) => object);
  const allowed = objects.filter((object) => refusedKind(object, kinds).length === 0);
  const fence = await Fence.raise(kube, allowed, { podSecurity, signal: world.signal });
  await fence.around(['default', ...namespacesOf(world.applied)]);
  return fence;
}

/** Rejects with Mismatch for a namespace that is there and not of the broken state: it is a part of the cluster, whatever its name is. */
export async function requireOwnNamespaces(world: World, kube: Kube, answer: readonly Manifest[]): Promise<void> {
  const open = ['default', ...namespacesOf(world.applied)];
  const named = [...new Set(namespacesOf(answer))].filter((name) => !open.includes(name));
  const foreign = await Fence.foreign(kube, named, world.signal);
  if (foreign === undefined) return;
  const what = `the answer names the namespace ${foreign}, which is the cluster's own`;
  const next = "keep to the problem's namespaces, default, and new ones";
  throw new Mismatch({ what, last: `${foreign} was there before the answer, and the problem has not made it`, next });
}

/** Those that objects name, and those that they are. */
export function namespacesOf(manifests: readonly Manifest[]): readonly string[] {
  return manifests.flatMap(({ object: { kind, metadata } }) =>
    kind === 'Namespace' ? (metadata.name ?? []) : (metadata.namespace ?? []),
  );
}

/** What the feature's problem says; a feature without one has the defaults. */
function problemOf(feature: string): Partial<ReturnType<typeof parseProblem>> {
  const folder = problemFolder(feature);
  if (folder === undefined) return {};
  const path = join(folder, 'problem.yaml');
  return parseProblem(readFileSync(path, 'utf8'), path);
}
