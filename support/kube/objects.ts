import { setTimeout as delay } from 'node:timers/promises';
import { Inconclusive } from '../errors';
import type { CallOptions, Kube } from './client';
import { resolveKind } from './discovery';
import { ApiRefused } from './errors';
import { pathOf, type Resource, selectionQuery } from './resources';
import { describeRef, type ObjectRef, type Selection } from './types';

export interface List<T> {
  readonly items: readonly T[];
  /** Where a watch goes on from. */
  readonly resourceVersion: string;
}

export interface ListBody<T> {
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
  /** Null when a list of metadata alone (`PartialObjectMetadataList`) is empty: Go's nil slice. */
  readonly items: readonly T[] | null;
}

/** One object, as the API server has it now. Resolves with `undefined` when it is not there. */
export async function get<T>(
  kube: Kube,
  resource: Resource,
  at: { readonly namespace?: string | undefined; readonly name: string },
  options: CallOptions = {},
): Promise<T | undefined> {
  return orUndefined(kube.json<T>({ path: pathOf(resource, at), ...options }));
}

/** Every object that is selected, read from the store and not from a cache. */
export async function list<T>(
  kube: Kube,
  resource: Resource,
  selection: Selection = {},
  options: CallOptions = {},
): Promise<List<T>> {
  const path = pathOf(resource, { namespace: selection.namespace });
  const body = await kube.json<ListBody<T>>({ path, query: selectionQuery(selection), ...options });
  // items of a list leave out what the list says for all of them
  const { apiVersion, kind } = resource;
  const items = (body.items ?? []).map((item) => ({ apiVersion, kind, ...item }));
  return { items, resourceVersion: body.metadata.resourceVersion };
}

/** Makes an object that is not there yet. Rejects with ApiRefused where the API server does. */
export async function create(
  kube: Kube,
  resource: Resource,
  { namespace }: { readonly namespace?: string | undefined },
  body: unknown,
  options: CallOptions = {},
): Promise<void> {
  await kube.json({ method: 'POST', path: pathOf(resource, { namespace }), body, ...callOptions(options) });
}

/** Changes the fields that are named (JSON merge patch) and resolves with the object after that. */
export async function patch<T>(
  kube: Kube,
  resource: Resource,
  at: { readonly namespace?: string | undefined; readonly name: string },
  body: unknown,
  options: CallOptions & { readonly subresource?: string } = {},
): Promise<T> {
  const path = pathOf(resource, at) + (options.subresource ? `/${options.subresource}` : '');
  const query = { fieldManager: 'endstate' };
  const contentType = 'application/merge-patch+json';
  return kube.json<T>({ method: 'PATCH', path, query, contentType, body, ...callOptions(options) });
}

/** Sets the number of replicas of whatever has a scale subresource. */
export async function scale(kube: Kube, ref: ObjectRef, replicas: number, options: CallOptions = {}): Promise<void> {
  const resource = await resolveKind(kube, ref, options);
  await patch(
    kube,
    resource,
    withNamespace(resource, ref),
    { spec: { replicas } },
    { ...options, subresource: 'scale' },
  );
}

/** Whether an object is the run's own: in a cluster that others use too, what nobody named is left alone unless it is. */
export async function isOwn(kube: Kube, ref: ObjectRef, options: CallOptions = {}): Promise<boolean> {
  const resource = await resolveKind(kube, ref, options);
  return kube.isOwn(pathOf(resource, withNamespace(resource, ref)));
}

export interface DeleteOptions {
  /** How long the object may take to be gone, its dependants aside. Milliseconds; 30 s unless told. */
  readonly withinMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Deletes an object; what it owns goes after it. Resolves with true once it is gone, with false if it was not there.
 * Rejects with Inconclusive when it is still there at the deadline (a finalizer keeps it).
 */
export async function deleteObject(kube: Kube, ref: ObjectRef, options: DeleteOptions = {}): Promise<boolean> {
  const { withinMs = 30_000, signal } = options;
  const resource = await resolveKind(kube, ref, { signal });
  const at = withNamespace(resource, ref);
  const body = { propagationPolicy: 'Background' };
  const answer = await orUndefined(kube.json<Deleted>({ method: 'DELETE', path: pathOf(resource, at), body, signal }));
  if (!answer) return false;
  const uid = answer.details?.uid ?? answer.metadata?.uid;
  const deadline = performance.now() + withinMs;
  for (;;) {
    const left = await get<{ metadata: { uid?: string } }>(kube, resource, at, { signal });
    if (!left || left.metadata.uid !== uid) return true;
    if (performance.now() > deadline) {
      const what = `${describeRef(ref)} was deleted but is still there after ${withinMs / 1000}s`;
      throw new Inconclusive({ what, next: 'look at its metadata.finalizers' });
    }
    await delay(50, undefined, signal ? { signal } : {});
  }
}

interface Deleted {
  readonly metadata?: { readonly uid?: string };
  readonly details?: { readonly uid?: string };
}

/** An object's place with the namespace left to `default` where its kind has one. */
export function withNamespace(resource: Resource, ref: ObjectRef): { namespace?: string; name: string } {
  return resource.namespaced ? { namespace: ref.namespace ?? 'default', name: ref.name } : { name: ref.name };
}

async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiRefused && error.status === 404) return undefined;
    throw error;
  }
}

function callOptions({ timeoutMs, signal }: CallOptions): CallOptions {
  return { timeoutMs, signal };
}
