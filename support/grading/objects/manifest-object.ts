import { asWritten, identityOf } from '../../kube/identity';
import type { Manifest } from '../../kube/parse-manifests';
import { withoutDefaults } from './defaults';
import { isJsonObject, type Json, type JsonObject } from './json';

/** An object of a manifest, in a form in which two that mean the same are the same. */
export interface ManifestObject {
  /** The same in every version of a group. */
  readonly identity: string;
  /** `Deployment.apps`; of the core group `Service`. */
  readonly groupKind: string;
  readonly kind: string;
  readonly name: string;
  /** `Deployment web`: as messages name it. */
  readonly label: string;
  /** Within the method's folder: `manifests/web.yaml`. */
  readonly file: string;
  readonly value: JsonObject;
}

export function manifestObject({ object, file }: Manifest): ManifestObject {
  const { apiVersion, kind, metadata } = object;
  const name = String(metadata.name);
  const [group] = apiVersion.includes('/') ? apiVersion.split('/') : [];
  const namespace = metadata.namespace ?? 'default';
  // The version of a group is a way to write an object, not a part of what it is.
  const written = { ...asWritten(object), apiVersion: group ?? '' } as unknown as JsonObject;
  return {
    identity: identityOf(object),
    groupKind: group ? `${kind}.${group}` : kind,
    kind,
    name,
    label: namespace === 'default' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`,
    file,
    value: withoutDefaults(withoutNulls(written) as JsonObject),
  };
}

/** A field that is null is one that is not there. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}

/** Whether a rule's `Deployment` or `Deployment.apps` means the object's kind. */
export function isOfKind(object: ManifestObject, kind: string): boolean {
  return kind === object.kind || kind === object.groupKind;
}

/** Objects of one kind and name, in whatever namespace. */
export function areNamesakes(a: ManifestObject, b: ManifestObject): boolean {
  return a.groupKind === b.groupKind && a.name === b.name;
}

/** An object without the namespace it is in: what namesakes have in common. */
export function withoutNamespace({ value }: ManifestObject): JsonObject {
  const metadata = isJsonObject(value.metadata) ? value.metadata : {};
  const { namespace: _, ...rest } = metadata;
  return { ...value, metadata: rest };
}
