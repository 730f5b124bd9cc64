import type { Lab } from '../../clusters/lab';
import { Inconclusive } from '../errors';
import { apply, get, type Kube, list, type Manifest, type Pod, prune, resources } from '../kube';
import type { Matrix } from '../probe';
import type { TruthTable } from './truth-table';

/** The pods that cases are tried between, and how they are given policies. */
export interface Bed {
  readonly places: readonly Place[];
  readonly ports: readonly number[];
  /** Gives the pods' namespaces these policies and no other. */
  put(policies: readonly Manifest[]): Promise<void>;
}

export interface Place {
  /** `x/a`. */
  readonly name: string;
  readonly from: Matrix['rows'][number]['from'];
  readonly host: string;
}

/** The pods of a table of Cyclonus's, as it left them. Rejects with Inconclusive where one has no address. */
export async function bedOf(table: TruthTable, lab: Lab, kube: Kube, signal: AbortSignal): Promise<Bed> {
  const places = await Promise.all(table.pods.map((pod) => placeOf(pod, lab, kube)));
  let applied = await policiesIn(kube, namespacesOf(places));
  return {
    places,
    ports: table.ports,
    put: async (policies) => {
      // New ones first: between two sets of policies there is no moment without any.
      await apply(kube, policies, { signal });
      await prune(kube, applied, policies, { signal });
      applied = policies;
    },
  };
}

export function namespacesOf(places: readonly Place[]): readonly string[] {
  return [...new Set(places.map(({ name }) => name.split('/')[0] ?? ''))];
}

async function placeOf(pod: string, lab: Lab, kube: Kube): Promise<Place> {
  const [namespace = '', name = ''] = pod.split('/');
  const host = (await get<Pod>(kube, resources.pods, { namespace, name }))?.status?.podIP;
  if (!host) throw new Inconclusive({ what: `pod ${pod} of Cyclonus has no address` });
  return { name: pod, from: lab.inPod({ namespace, name }), host };
}

async function policiesIn(kube: Kube, namespaces: readonly string[]): Promise<readonly Manifest[]> {
  const found = await Promise.all(
    namespaces.map((namespace) => list<Manifest['object']>(kube, resources.networkPolicies, { namespace })),
  );
  return found.flatMap(({ items }) => items.map((object) => ({ object, file: 'the cluster', line: 0 })));
}
