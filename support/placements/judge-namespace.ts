import type { KubeObject, Manifest } from '../kube';

/** Where the judge's own pods live: no selector of an answer's pods reaches there. */
export const judgeNamespace = 'endstate-judge';

/** The judge's service account and its priority class have this name. */
export const judgeName = 'endstate-judge';

/** What the judge's own pods need. Below every other pod, they give way to any and push nobody aside. */
export const judgeManifests: readonly Manifest[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: judgeNamespace } },
  {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: judgeName, namespace: judgeNamespace },
    automountServiceAccountToken: false,
  },
  {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: judgeName },
    value: -1_000_000_000,
    preemptionPolicy: 'Never',
    description: "Pods with which a test's judge steers the scheduler.",
  },
].map((object: KubeObject) => ({ object, file: 'the judge', line: 1 }));

/** A pod of the judge's, its name left to the API server. */
export function judgePod(kind: string, spec: object): KubeObject & { readonly spec: object } {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { generateName: `${kind}-`, namespace: judgeNamespace },
    spec: {
      serviceAccountName: judgeName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: judgeName,
      terminationGracePeriodSeconds: 0,
      tolerations: [{ operator: 'Exists' }],
      ...spec,
    },
  };
}

export const pauseImage = 'registry.k8s.io/pause:3.10';
