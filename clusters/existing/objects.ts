import pLimit from 'p-limit';
import { messageOf } from '../../support/errors';
import type { CallOptions, Kube } from '../../support/kube/client';
import { ApiRefused } from '../../support/kube/errors';
import { groupOf, groupPath, pathOf } from '../../support/kube/resources';
import type { KubeObject, ObjectMeta } from '../../support/kube/types';

/** An object of the cluster, of any kind, by what every object has. */
export interface Found extends KubeObject {
  /** Where it is asked for and deleted. */
  readonly path: string;
  /** Its kind's name in paths. */
  readonly plural: string;
}

/** What a cluster holds. */
export interface Inventoried {
  readonly objects: readonly Found[];
  /** What could not be listed, and why: an aggregated API whose server is away. */
  readonly blind: readonly string[];
}

interface Served {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const callsAtOnce = 8;

/** They come and go by themselves: what happened, and who is alive. */
const fleeting = ['events', 'leases.coordination.k8s.io'];

/** Every object of every kind that can be listed and deleted, metadata alone; of one namespace where one is named. */
export async function listObjects(kube: Kube, namespace?: string, options: CallOptions = {}): Promise<Inventoried> {
  const atOnce = pLimit(callsAtOnce);
  const blind: string[] = [];
  const seeing = async <T>(what: string, part: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await atOnce(part);
    } catch (error) {
      // A kind that is served no more, or is served to be created only.
      if (error instanceof ApiRefused && [404, 405].includes(error.status)) return [];
      if (error instanceof ApiRefused) blind.push(`${what}: ${messageOf(error)}`);
      else throw error;
      return [];
    }
  };
  const versions = await groupVersions(kube, options);
  const kinds = (
    await Promise.all(versions.map((version) => seeing(version, () => kindsOf(kube, version, options))))
  ).flat();
  const wanted = kinds.filter(({ namespaced }) => namespace === undefined || namespaced);
  const lists = wanted.map((kind) => seeing(kind.plural, () => listKind(kube, kind, namespace, options)));
  return { objects: (await Promise.all(lists)).flat(), blind };
}

interface Groups {
  readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[];
}

async function groupVersions(kube: Kube, options: CallOptions): Promise<readonly string[]> {
  const { groups } = await kube.json<Groups>({ path: '/apis', ...options });
  return ['v1', ...groups.map(({ preferredVersion }) => preferredVersion.groupVersion)];
}

async function kindsOf(kube: Kube, apiVersion: string, options: CallOptions): Promise<readonly Kind[]> {
  const { resources } = await kube.json<{ resources: readonly Served[] }>({ path: groupPath(apiVersion), ...options });
  return resources
    .filter(({ name, verbs }) => !name.includes('/') && verbs.includes('list') && verbs.includes('delete'))
    .filter(
      ({ name }) => !fleeting.includes([name, groupOf(apiVersion)].filter(Boolean).join('.')) && name !== 'events',
    )
    .map(({ name, kind, namespaced }) => ({ apiVersion, kind, plural: name, namespaced }));
}

async function listKind(
  kube: Kube,
  kind: Kind,
  namespace: string | undefined,
  options: CallOptions,
): Promise<readonly Found[]> {
  const { items } = await kube.json<{ readonly items: readonly { readonly metadata: ObjectMeta }[] | null }>({
    path: pathOf(kind, { namespace }),
    accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
    ...options,
  });
  const { apiVersion, plural } = kind;
  return (items ?? []).map(({ metadata }) => ({
    apiVersion,
    kind: kind.kind,
    plural,
    metadata,
    path: pathOf(kind, { namespace: metadata.namespace, name: metadata.name }),
  }));
}
