import { eventually, met, notYet } from '../assert';
import { Inconclusive, Mismatch } from '../errors';
import { type Kube, type Pod, resources } from '../kube';
import { watchObject } from '../observe';
import { judgeNamespace, pauseImage } from './judge-namespace';
import { createJudgePod, removeJudgePod } from './judge-pods';

const withinMs = 15_000;

/**
 * Has the scheduler place a pod that declares nothing, and tells where it went. Its operating system is one that no
 * kubelet here has: the scheduler does not mind, the kubelet turns it away, so that nothing is started.
 *
 * Rejects with Inconclusive when the scheduler does not place it: it is not working.
 */
export async function whereTheSchedulerPacks(kube: Kube, signal: AbortSignal): Promise<string> {
  const containers = [{ name: 'witness', image: pauseImage }];
  const name = await createJudgePod(kube, 'witness', { os: { name: 'windows' }, containers }, signal);
  const pod = watchObject<Pod>(kube, resources.pods, { namespace: judgeNamespace, name });
  try {
    const placed = await eventually(pod, isPlaced, { withinMs, what: 'the scheduler did not place a pod', signal });
    return placed?.spec?.nodeName ?? '';
  } catch (error) {
    throw error instanceof Mismatch ? new Inconclusive(error.explanation, { cause: error }) : error;
  } finally {
    pod.close();
    await removeJudgePod(kube, name, signal);
  }
}

function isPlaced(pod: Pod | undefined) {
  const node = pod?.spec?.nodeName;
  const words = pod?.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
  return node ? met(`on ${node}`) : notYet(words ?? "the judge's own pod, which declares nothing, has no node");
}
