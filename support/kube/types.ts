import type {
  CoreV1Event,
  V1ConfigMap,
  V1DaemonSet,
  V1Deployment,
  V1EndpointSlice,
  V1Job,
  V1Namespace,
  V1Node,
  V1ObjectMeta,
  V1Pod,
  V1ReplicaSet,
  V1Service,
  V1StatefulSet,
} from '@kubernetes/client-node';

/** A type of the client library as it is on the wire: dates are RFC 3339 strings, nothing is converted. */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Wire<T[Key]> }
      : T;

export type ObjectMeta = Wire<V1ObjectMeta>;
export type Pod = Wire<V1Pod>;
export type PodSpec = NonNullable<Pod['spec']>;
export type PodStatus = NonNullable<Pod['status']>;
export type ContainerStatus = NonNullable<PodStatus['containerStatuses']>[number];
export type Node = Wire<V1Node>;
export type Namespace = Wire<V1Namespace>;
export type Service = Wire<V1Service>;
export type EndpointSlice = Wire<V1EndpointSlice>;
export type ConfigMap = Wire<V1ConfigMap>;
export type Event = Wire<CoreV1Event>;
export type Deployment = Wire<V1Deployment>;
export type ReplicaSet = Wire<V1ReplicaSet>;
export type DaemonSet = Wire<V1DaemonSet>;
export type StatefulSet = Wire<V1StatefulSet>;
export type Job = Wire<V1Job>;

/** Any object, known by what every object has. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** Any object as the client library types it: with every field optional. */
export interface Watchable {
  readonly metadata?: ObjectMeta;
}

/** An object's identity in the cluster. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** `Deployment web` or `Deployment shop/web`: as messages name an object. */
export function describeRef({ kind, namespace, name }: ObjectRef): string {
  return namespace && namespace !== 'default' ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

/** What is wanted of a list or a watch. */
export interface Selection {
  /** Every namespace unless told. */
  readonly namespace?: string | undefined;
  /** As kubectl's `-l`. */
  readonly labelSelector?: string | undefined;
  /** As kubectl's `--field-selector`. */
  readonly fieldSelector?: string | undefined;
}
