import { eventually, met, notYet } from '../assert';
import { create, deleteObject, get, type Job, type Kube, resources } from '../kube';
import { describePod, lacksImage, type PodState, watchPods } from '../observe';
import type { ObjectName } from './names';
import { watching } from './waiting';

/**
 * Runs a pod of a job once more, under a name of its own: the job's pod may wait minutes for its next pull, or has ended.
 * Resolves with what became of it: it ended, or did not get its image. The pod is gone then.
 */
export async function podOnceMore(kube: Kube, job: ObjectName, signal: AbortSignal): Promise<string> {
  const found = await get<Job>(kube, resources.jobs, job, { signal });
  if (!found) return `there is no job ${job.name}`;
  const pod = podOf(found);
  const ref = { ...job, name: pod.metadata.name };
  await create(kube, resources.pods, ref, pod, { signal });
  try {
    return await outcome(kube, ref, signal);
  } finally {
    await deleteObject(kube, { ...resources.pods, ...ref });
  }
}

/** With the template's labels: policies may select them. Those that the controller added would make the pod the job's. */
export function podOf({ metadata, spec }: Job) {
  const { template } = spec as NonNullable<Job['spec']>;
  const labels = Object.entries(template.metadata?.labels ?? {}).filter(
    ([key]) => !/(^|\/)(controller-uid|job-name)$/.test(key),
  );
  return {
    ...{ apiVersion: 'v1', kind: 'Pod' },
    metadata: { name: `${metadata?.name}-once-more`, labels: Object.fromEntries(labels) },
    spec: { ...template.spec, restartPolicy: 'Never', terminationGracePeriodSeconds: 0 },
  };
}

async function outcome(kube: Kube, { namespace, name }: ObjectName, signal: AbortSignal): Promise<string> {
  const condition = (pods: readonly PodState[]) => {
    const words = pods.map(describe).join('; ');
    return pods.some(isSettled) ? met(words) : notYet(words);
  };
  const seen = await watching(watchPods(kube, { namespace, select: { pod: name } }), (pods) =>
    eventually(pods, condition, { withinMs: Infinity, signal }),
  );
  return seen.map(describe).join('; ');
}

function isSettled(pod: PodState): boolean {
  return lacksImage(pod) || ['Succeeded', 'Failed'].includes(pod.object.status?.phase ?? '');
}

function describe(pod: PodState): string {
  const waiting = (pod.object.status?.containerStatuses ?? []).map(({ state }) => state?.waiting?.message);
  return [describePod(pod), ...waiting].filter(Boolean).join(': ');
}
