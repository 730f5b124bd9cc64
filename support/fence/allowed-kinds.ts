import { KindNotServed, type Kube, type KubeObject, type Resource, resolveKind } from '../kube';
import type { AllowedKind } from './rights';

/** The kinds of objects, as the cluster serves them. Those that it does not serve are left out: whoever applies one is told. */
export async function allowedKinds(
  kube: Kube,
  objects: readonly KubeObject[],
  signal: AbortSignal,
): Promise<readonly AllowedKind[]> {
  const kinds = new Map<Resource, Set<string>>();
  for (const object of objects) {
    const resource = await servedAs(kube, object, signal);
    if (!resource) continue;
    kinds.set(resource, (kinds.get(resource) ?? new Set()).add(object.metadata.name as string));
  }
  return [...kinds].map(([resource, names]) => ({ resource, names: [...names].toSorted() }));
}

async function servedAs(kube: Kube, object: KubeObject, signal: AbortSignal): Promise<Resource | undefined> {
  try {
    return await resolveKind(kube, object, { signal });
  } catch (error) {
    if (error instanceof KindNotServed) return undefined;
    throw error;
  }
}
