import type { ObjectRef } from '../kube';

/** Something that owns pods and can be scaled: what is placed. */
export interface Workload {
  readonly uid: string;
  readonly ref: ObjectRef;
  /** As messages name it: `web`, or `shop/web` outside the default namespace. */
  readonly name: string;
  /** As many pods as it is meant to have. */
  readonly replicas: number;
}
