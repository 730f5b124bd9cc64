import { groupOf } from './resources';
import type { KubeObject } from './types';

/** The same object whatever version of its group it is written in. `namespace` is that of objects which name none. */
export function identityOf({ apiVersion, kind, metadata }: KubeObject, namespace = 'default'): string {
  return JSON.stringify([groupOf(apiVersion), kind, metadata.namespace ?? namespace, metadata.name]);
}

/** What the server sets itself, as in the output of `kubectl get -o yaml`, would only be refused. */
export function asWritten({ metadata, ...object }: KubeObject): KubeObject {
  const { managedFields, resourceVersion, uid, creationTimestamp, generation, selfLink, ...rest } = metadata;
  const { status, ...written } = object as typeof object & { status?: unknown };
  return { ...written, metadata: rest } as KubeObject;
}
