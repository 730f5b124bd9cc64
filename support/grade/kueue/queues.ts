import { type JobParameters, quantityWords } from './parameters';

const apiVersion = 'kueue.x-k8s.io/v1beta1';

/** What Kueue admits the Job by: a flavor, a ClusterQueue with room for so many pods at once, and the namespace's way to it. */
export function queueObjects({ namespace, queue, cpu, memory, parallelism }: JobParameters): readonly object[] {
  const quota = { cpu: times(cpu, parallelism), memory: times(memory, parallelism) };
  const resources = Object.entries(quota).map(([name, nominalQuota]) => ({ name, nominalQuota }));
  return [
    { apiVersion, kind: 'ResourceFlavor', metadata: { name: queue } },
    {
      apiVersion,
      kind: 'ClusterQueue',
      metadata: { name: queue },
      spec: {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        resourceGroups: [{ coveredResources: Object.keys(quota), flavors: [{ name: queue, resources }] }],
      },
    },
    { apiVersion, kind: 'LocalQueue', metadata: { name: queue, namespace }, spec: { clusterQueue: queue } },
  ];
}

/** `4Gi` three times is `12Gi`. */
function times(quantity: string, factor: number): string {
  const [, amount = '', unit = ''] = quantityWords.exec(quantity) ?? [];
  return `${Number(amount) * factor}${unit}`;
}
