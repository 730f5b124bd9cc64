import type { Observations } from '../assert';
import { type Deployment, type Kube, type Pod, type ReplicaSet, resources, type StatefulSet } from '../kube';
import { objectsOf, observed } from '../observe';
import { type ClusterState, partOf, stateOf } from './cluster-state';

/**
 * A history of the workloads and pods that can be placed.
 *
 * @param only uids of the workloads that count; every one unless told
 */
export function watchCluster(kube: Kube, only?: ReadonlySet<string>): Observations<ClusterState> {
  return observed({
    description: 'workloads and their pods',
    sources: {
      deployments: objectsOf<Deployment>(kube, resources.deployments),
      statefulSets: objectsOf<StatefulSet>(kube, resources.statefulSets),
      replicaSets: objectsOf<ReplicaSet>(kube, resources.replicaSets),
      pods: objectsOf<Pod>(kube, resources.pods),
    },
    view: (seen) => (only ? partOf(stateOf(seen), only) : stateOf(seen)),
  });
}
