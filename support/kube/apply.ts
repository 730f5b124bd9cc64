import { BadInput, Inconclusive, Mismatch } from '../errors';
import type { Kube } from './client';
import { KindNotServed, resolveKind } from './discovery';
import { ApiRefused } from './errors';
import { asWritten, identityOf } from './identity';
import { deleteObject } from './objects';
import type { Manifest } from './parse-manifests';
import { namespaceOf, pathOf, type Resource } from './resources';
import { describeRef, type KubeObject, type ObjectRef } from './types';

export interface ApplyOptions {
  /** For objects that name none; `default` unless told. */
  readonly namespace?: string | undefined;
  /** What a kind that the cluster does not serve is: a mistake in the feature, or a wrong answer. */
  readonly notServed?: 'bad-input' | 'fail';
  /** By whose name fields are told apart that a later apply leaves out; `endstate` unless told. */
  readonly fieldManager?: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Server-side apply, in the order given, Namespaces first. Conflicts are ours; a field that an earlier apply set and
 * this one leaves out is taken away. Fields that no schema knows are refused, as kubectl does.
 *
 * Rejects with Mismatch (outcome `refused-by-api`, the server's words) when the API server refuses an object, with
 * BadInput or Mismatch (`kind-not-served`) before anything is applied, with Inconclusive when the server cannot work.
 */
export async function apply(
  kube: Kube,
  manifests: readonly Manifest[],
  options: ApplyOptions = {},
): Promise<readonly ObjectRef[]> {
  const ordered = [...manifests].sort((a, b) => precedence(a.object) - precedence(b.object));
  const placed: { manifest: Manifest; resource: Resource }[] = [];
  for (const manifest of ordered) placed.push({ manifest, resource: await resource(kube, manifest, options) });
  const applied: ObjectRef[] = [];
  for (const { manifest, resource } of placed) applied.push(await applyOne(kube, manifest, resource, options));
  return applied;
}

/** What other objects live in comes first. */
function precedence({ kind }: KubeObject): number {
  return kind === 'Namespace' ? 0 : 1;
}

async function resource(kube: Kube, manifest: Manifest, { notServed, signal }: ApplyOptions): Promise<Resource> {
  try {
    return await resolveKind(kube, manifest.object, { signal });
  } catch (error) {
    if (!(error instanceof KindNotServed)) throw error;
    const explanation = { ...error.explanation, what: `${place(manifest)}: ${error.explanation.what}` };
    throw notServed === 'fail' ? new Mismatch(explanation, 'kind-not-served') : new BadInput(explanation);
  }
}

async function applyOne(kube: Kube, manifest: Manifest, resource: Resource, options: ApplyOptions): Promise<ObjectRef> {
  const { apiVersion, kind, metadata } = manifest.object;
  const namespace = namespaceOf(resource, manifest.object, options.namespace ?? 'default');
  const ref: ObjectRef = { apiVersion, kind, name: metadata.name as string, ...(namespace ? { namespace } : {}) };
  try {
    await kube.json({
      method: 'PATCH',
      path: pathOf(resource, ref),
      query: { fieldManager: options.fieldManager ?? 'endstate', force: 'true', fieldValidation: 'Strict' },
      contentType: 'application/apply-patch+yaml', // JSON is YAML
      body: asWritten(manifest.object),
      signal: options.signal,
    });
  } catch (error) {
    throw error instanceof ApiRefused ? refused(error, ref, manifest) : error;
  }
  return ref;
}

function refused(error: ApiRefused, ref: ObjectRef, manifest: Manifest): Error {
  const what = `${place(manifest)}: the API server refused ${describeRef(ref)}`;
  const explanation = { what, last: `${error.reason}: ${error.words}` };
  if (error.serverFault && !isAboutTheObject(error)) return new Inconclusive(explanation, { cause: error });
  return new Mismatch(explanation, 'refused-by-api', { cause: error });
}

/** A field that no schema knows, or of a wrong type, is answered with 500 where it is found while patches are merged. */
function isAboutTheObject({ words }: ApiRefused): boolean {
  return /^failed to create typed patch object/.test(words);
}

function place({ file, line }: Manifest): string {
  return `${file}:${line}`;
}

/**
 * Deletes what the base had and the answer dropped. Resolves with what was deleted, once it is gone. Rejects with Mismatch
 * (`refused-by-api`) where the API server refuses that.
 */
export async function prune(
  kube: Kube,
  base: readonly Manifest[],
  answer: readonly Manifest[],
  options: Pick<ApplyOptions, 'namespace' | 'signal'> = {},
): Promise<readonly ObjectRef[]> {
  const kept = new Set(answer.map(({ object }) => identityOf(object, options.namespace)));
  const dropped = base.filter(({ object }) => !kept.has(identityOf(object, options.namespace)));
  const refs = dropped.map(({ object: { apiVersion, kind, metadata } }) => {
    const namespace = metadata.namespace ?? options.namespace;
    return { apiVersion, kind, name: metadata.name as string, ...(namespace ? { namespace } : {}) };
  });
  const deleted = await Promise.all(refs.map((ref) => deleteDropped(kube, ref, options.signal)));
  return refs.filter((_, index) => deleted[index]);
}

async function deleteDropped(kube: Kube, ref: ObjectRef, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    return await deleteObject(kube, ref, { signal });
  } catch (error) {
    if (!(error instanceof ApiRefused) || error.serverFault) throw error;
    const what = `the answer leaves out ${describeRef(ref)}, and the API server refused its deletion`;
    throw new Mismatch({ what, last: `${error.reason}: ${error.words}` }, 'refused-by-api', { cause: error });
  }
}
