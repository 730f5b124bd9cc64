import { BadInput } from '../errors';
import { nearest } from '../nearest';
import type { CallOptions, Kube } from './client';
import { ApiRefused } from './errors';
import { groupPath, type Resource } from './resources';

/** A kind that the cluster does not serve, with what it does serve. */
export class KindNotServed extends BadInput {}

interface ServedKind {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const known = new WeakMap<Kube, Map<string, Resource>>();

/** Asks the API server how it serves a kind. Rejects with KindNotServed when it does not. */
export async function resolveKind(
  kube: Kube,
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  options: CallOptions = {},
): Promise<Resource> {
  const cache = known.get(kube) ?? new Map<string, Resource>();
  known.set(kube, cache);
  const key = `${apiVersion} ${kind}`;
  if (!cache.has(key)) {
    for (const resource of await servedKinds(kube, apiVersion, options)) {
      cache.set(`${apiVersion} ${resource.kind}`, resource);
    }
  }
  const found = cache.get(key);
  if (found) return found;
  const what = `no matches for kind "${kind}" in version "${apiVersion}": the cluster does not serve it`;
  const offer = nearest(kind, kindsOf(cache, apiVersion));
  throw new KindNotServed({ what, next: offer ? `write ${offer}` : 'kubectl api-resources lists what is served' });
}

function kindsOf(cache: ReadonlyMap<string, Resource>, apiVersion: string): readonly string[] {
  return [...cache.values()].filter((resource) => resource.apiVersion === apiVersion).map(({ kind }) => kind);
}

/** The kinds of a group version; none when there is no such group version. */
async function servedKinds(kube: Kube, apiVersion: string, options: CallOptions): Promise<readonly Resource[]> {
  try {
    const path = groupPath(apiVersion);
    const { resources } = await kube.json<{ resources: readonly ServedKind[] }>({ path, ...options });
    return resources
      .filter(({ name }) => !name.includes('/'))
      .map(({ name, kind, namespaced }) => ({ apiVersion, kind, plural: name, namespaced }));
  } catch (error) {
    if (error instanceof ApiRefused && error.status === 404) return [];
    throw error;
  }
}
