import { BadInput, Inconclusive } from '../errors';
import { deleteObject, type KubeObject, list, type Manifest, type ObjectRef, resolveKind, scale } from '../kube';
import { type KindWord, kinds } from './kinds';
import { objectName } from './names';
import type { World } from './world';

/** Deletes one object. What is not there cannot be deleted: the scenario is not what its author thinks, Inconclusive. */
export async function deleteNamed(world: World, kind: KindWord, written: string): Promise<void> {
  const found = await deleteObject(await world.kube(), refOf(kind, written));
  if (found) return;
  throw new Inconclusive({
    what: `there is no ${kind} ${written} to delete`,
    next: 'look at the steps before this one',
  });
}

/** Deletes all objects of a kind, whoever made them and whatever they are called; the cluster's own stay. None is fine. */
export async function deleteEvery(world: World, kind: KindWord): Promise<void> {
  const kube = await world.kube();
  const { items } = await list<KubeObject>(kube, await resolveKind(kube, kinds[kind]), {}, { signal: world.signal });
  const refs = items.map(({ metadata: { namespace, name = '' } }) => ({
    ...kinds[kind],
    name,
    ...(namespace ? { namespace } : {}),
  }));
  const others = refs.filter(({ namespace }) => namespace !== 'kube-system');
  await Promise.all(others.map((ref) => deleteObject(kube, ref, { signal: world.signal })));
}

/** Deletes what manifests define, last first, so that what was built upon goes last. */
export async function deleteManifests(world: World, manifests: readonly Manifest[]): Promise<void> {
  const kube = await world.kube();
  for (const manifest of manifests.toReversed()) await deleteObject(kube, refIn(manifest));
}

export async function scaleTo(world: World, kind: KindWord, written: string, replicas: number): Promise<void> {
  await scale(await world.kube(), refOf(kind, written), replicas);
}

function refOf(kind: KindWord, written: string): ObjectRef {
  return { ...kinds[kind], ...objectName(written) };
}

function refIn({ object, file, line }: Manifest): ObjectRef {
  const { name, namespace = 'default' } = object.metadata;
  if (name) return { apiVersion: object.apiVersion, kind: object.kind, name, namespace };
  throw new BadInput({ what: `${file}:${line} names no object to delete`, next: 'give it metadata.name' });
}
