import { Inconclusive } from '../../support/errors';
import type { KubeObject } from '../../support/kube/types';

/** A manifest, parsed: objects in the order in which they are written. */
export type Objects = readonly KubeObject[];

/** The objects with one of them changed: `change` gets a copy and writes into it. Throws Inconclusive where it is not there. */
export function withChanged<T>(objects: Objects, kind: string, name: string, change: (object: T) => void): Objects {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (!found) throw notAsItWas(`there is no ${kind} ${name} in it`);
  const copy = structuredClone(found);
  change(copy as T);
  return objects.map((object) => (object === found ? copy : object));
}

/** What is said where a pinned manifest and the code that edits it do not belong together. */
export function notAsItWas(last: string): Inconclusive {
  const what = 'the manifest of the CNI is not as it was when its edits were written';
  return new Inconclusive({ what, last, next: 'see its file in clusters/cni' });
}

/** Of a DaemonSet or Deployment, as far as edits reach. */
export interface Workload {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly Container[] } } };
}

interface Container {
  readonly name: string;
  env?: { name: string; value?: string }[];
}

/** Gives a container a variable, in place of its namesake. Throws Inconclusive where there is no such container. */
export function setVariable({ spec }: Workload, container: string, name: string, value: string): void {
  const found = spec.template.spec.containers.find((each) => each.name === container);
  if (!found) throw notAsItWas(`there is no container ${container} in it`);
  found.env = [...(found.env ?? []).filter((variable) => variable.name !== name), { name, value }];
}
