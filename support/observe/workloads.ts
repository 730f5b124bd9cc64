import { type Condition, type Judgement, met, notYet, type Observations } from '../assert';
import type { Clock } from '../clock';
import {
  type DaemonSet,
  type Deployment,
  type Kube,
  type Resource,
  resources,
  type StatefulSet,
  type Watchable,
} from '../kube';
import { observed } from './observed';
import { objectsOf } from './source';

export interface WatchNamedOptions {
  /** `default` unless told; nothing for kinds without namespaces. */
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly clock?: Clock | undefined;
}

/** A history of one object; `undefined` while there is none of that name. */
export function watchObject<T extends Watchable>(
  kube: Kube,
  resource: Resource,
  { namespace = 'default', name, clock }: WatchNamedOptions,
): Observations<T | undefined> {
  const selection = { fieldSelector: `metadata.name=${name}`, ...(resource.namespaced ? { namespace } : {}) };
  return observed({
    description: `${resource.kind.toLowerCase()} ${name}`,
    clock,
    sources: { objects: objectsOf<T>(kube, resource, selection) },
    view: ({ objects }) => objects[0],
  });
}

export function watchDeployment(kube: Kube, options: WatchNamedOptions): Observations<Deployment | undefined> {
  return watchObject<Deployment>(kube, resources.deployments, options);
}

/** Every replica is of the newest template, available, and no older one is left: `kubectl rollout status`. */
export function deploymentRolledOut(): Condition<Deployment | undefined> {
  return (deployment) => {
    if (!deployment) return missing('deployment');
    const { replicas: wanted = 1 } = deployment.spec ?? {};
    const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = deployment.status ?? {};
    const stalled = deployment.status?.conditions?.find(({ reason }) => reason === 'ProgressDeadlineExceeded');
    const words = `${updatedReplicas} of ${wanted} updated, ${availableReplicas} available, ${replicas - updatedReplicas} old`;
    const done = updatedReplicas >= wanted && replicas <= updatedReplicas && availableReplicas >= updatedReplicas;
    return judge(deployment, wanted, done, `${words}${stalled ? `; ${stalled.message}` : ''}`);
  };
}

/** Every node that should run the newest template's pod has it available. */
export function daemonSetRolledOut(): Condition<DaemonSet | undefined> {
  return (daemonSet) => {
    if (!daemonSet) return missing('daemonset');
    const {
      desiredNumberScheduled: wanted = 0,
      updatedNumberScheduled = 0,
      numberAvailable = 0,
    } = daemonSet.status ?? {};
    const words = `${updatedNumberScheduled} of ${wanted} updated, ${numberAvailable} available`;
    return judge(daemonSet, wanted, updatedNumberScheduled >= wanted && numberAvailable >= wanted, words);
  };
}

/** Every replica is of the newest revision and ready. */
export function statefulSetRolledOut(): Condition<StatefulSet | undefined> {
  return (statefulSet) => {
    if (!statefulSet) return missing('statefulset');
    const { replicas: wanted = 1 } = statefulSet.spec ?? {};
    const { readyReplicas = 0, updatedReplicas = 0, currentRevision, updateRevision } = statefulSet.status ?? {};
    const words = `${updatedReplicas} of ${wanted} updated, ${readyReplicas} ready`;
    return judge(statefulSet, wanted, currentRevision === updateRevision && readyReplicas >= wanted, words);
  };
}

interface Generational extends Watchable {
  readonly status?: { readonly observedGeneration?: number };
}

/** Nothing counts before the controller has seen the newest specification, and zero replicas are no roll-out. */
function judge({ metadata, status }: Generational, wanted: number, done: boolean, words: string): Judgement {
  const seen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  if (!seen) return notYet(`its controller has not seen the newest specification yet (${words})`, 'not-observed');
  return done && wanted > 0 ? met(words) : notYet(words, wanted > 0 ? 'not-rolled-out' : 'none-found');
}

function missing(kind: string): Judgement {
  return notYet(`there is no such ${kind}`, 'none-found');
}
